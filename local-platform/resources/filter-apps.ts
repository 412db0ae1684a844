import { z } from "zod";
import type { Endpoint } from "./endpoint";
import { appSort, listApps } from "./list-apps";

const Filter = z.object({ in: z.object({ id: z.array(z.string()).max(1000) }) });

export const filterAppEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/filters/apps",
    needs: "read",
    sort: appSort,
    /** Those of the asked ids that the caller may see; the others are left out without a word. */
    list: async (call) => {
      const wanted = new Set((await call.json(Filter)).in.id);
      return (await listApps(call)).filter((item) => wanted.has(item.keys.id));
    },
  },
];
