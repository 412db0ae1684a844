import { z } from "zod";
import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { addedAt, formatTime } from "./platform-facts";

/** The only feature. Its id is fixed, so that it is the same in every store. */
const preboot = {
  id: "5f6a1d0c-93c8-4d8c-8d40-2b6f3f0e7a51",
  name: "preboot",
  display_name: "Preboot",
  description: "Starts new web dynos before the old ones are stopped.",
  doc_url: "https://devcenter.heroku.com/articles/preboot",
  feedback_email: "feedback@heroku.com",
  state: "general",
};

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
];
const path = "/apps/:app/features/:feature";

export const appFeatureEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/features",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await findApp(call, "read");
      return [{ keys: { id: preboot.id, name: preboot.name }, body: await presentPreboot(call, app) }];
    },
  },
  {
    method: "GET",
    path,
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      requirePreboot(call);
      return presentPreboot(call, app);
    },
  },
  {
    method: "PATCH",
    path,
    needs: "write",
    handle: async (call) => {
      const app = await findApp(call, "write");
      requirePreboot(call);
      const { enabled } = await call.json(z.object({ enabled: z.boolean() }));
      const changed = { enabled: enabled ? 1 : 0, updated_at: call.context.now().toISOString() } as const;
      await call.context.db
        .insertInto("app_features")
        .values({ app_id: app.id, name: preboot.name, ...changed })
        .onConflict((on) => on.columns(["app_id", "name"]).doUpdateSet(changed))
        .execute();
      return presentPreboot(call, app);
    },
  },
];

/** Returns a feature by name or id. Throws 404. */
function requirePreboot(call: Call): void {
  if (![preboot.id, preboot.name].includes(call.param("feature"))) throw notFound("feature");
}

async function presentPreboot({ context }: Call, app: AppRow) {
  const row = await context.db
    .selectFrom("app_features")
    .selectAll()
    .where("app_id", "=", app.id)
    .where("name", "=", preboot.name)
    .executeTakeFirst();
  return {
    ...preboot,
    created_at: addedAt,
    enabled: row?.enabled === 1,
    updated_at: formatTime(row?.updated_at ?? addedAt),
  };
}
