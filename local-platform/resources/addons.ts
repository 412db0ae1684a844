import type { Endpoint } from "./endpoint";
import { findApp } from "./find-app";

/** The platform has no add-ons: the list is always empty. */
export const addonEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/addons",
    needs: "read",
    sort: [{ name: "id", kind: "text", unique: true }],
    list: async (call) => {
      await findApp(call, "read");
      return [];
    },
  },
];
