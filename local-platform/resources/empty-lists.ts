import { findApp } from "./app-queries";
import type { Endpoint } from "./endpoint";

/** Lists of resources that the local platform does not have. Clients read them along with others. */
const paths = [
  "/account/app-transfers",
  "/account/features",
  "/account/invoices",
  "/account/keys",
  "/addon-attachments",
  "/addons",
  "/apps/:app/addon-attachments",
  "/apps/:app/addons",
  "/apps/:app/log-drains",
  "/apps/:app/sni-endpoints",
  "/apps/:app/telemetry-drains",
  "/enterprise-accounts",
  "/spaces",
  "/teams",
];

export const emptyListEndpoints: Endpoint[] = paths.map((path) => ({
  method: "GET",
  path,
  needs: "read",
  sort: [{ name: "id", kind: "text", unique: true }],
  list: async (call) => {
    if (path.includes(":app")) await findApp(call, "read");
    return [];
  },
}));
