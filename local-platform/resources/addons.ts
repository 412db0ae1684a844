import type { Endpoint } from "./endpoint";
import { findApp } from "./find-app";

/** There are no add-ons here: the list is answered, and empty. */
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
