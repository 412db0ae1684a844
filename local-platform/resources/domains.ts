import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "hostname", kind: "text", unique: true },
];

/** An app has one domain, at which the router serves it. */
export const domainEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/domains",
    needs: "read",
    sort,
    list: async (call) => {
      const domain = present(call, await findApp(call, "read"));
      return [{ keys: domain, body: domain }];
    },
  },
  {
    method: "GET",
    path: "/apps/:app/domains/:domain",
    needs: "read",
    handle: async (call) => {
      const domain = present(call, await findApp(call, "read"));
      if (![domain.id, domain.hostname].includes(call.param("domain"))) throw notFound("domain");
      return domain;
    },
  },
];

function present({ context }: Call, app: AppRow) {
  const { hostname } = new URL(context.origins().apps.replace("*", app.name));
  return {
    acm_status: null,
    acm_status_reason: null,
    app: { id: app.id, name: app.name },
    cname: null,
    created_at: formatTime(app.created_at),
    hostname,
    id: app.id,
    kind: "heroku",
    sni_endpoint: null,
    status: "none",
    updated_at: formatTime(app.created_at),
  };
}
