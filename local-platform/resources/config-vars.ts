import { z } from "zod";
import { parseConfigVars } from "@/local-platform/engine/releaser/config-vars";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";

const MAX_BYTES = 32 * 1024;
const Changes = z
  .record(
    z.string().regex(/^[A-Za-z_]\w{0,254}$/, "is no name for a config var: use letters, digits and _"),
    z.string().nullable(),
  )
  .refine((changes) => JSON.stringify(changes).length <= MAX_BYTES, "Config vars may hold 32 KB at most");

export const configVarEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/config-vars",
    needs: "read-protected",
    handle: async (call) => parseConfigVars((await findApp(call, "write")).config_vars),
  },
  { method: "PATCH", path: "/apps/:app/config-vars", needs: "write-protected", handle: change },
];

/** Sets vars, and unsets those that are null. A change creates a release with the same slug. */
async function change(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const changes = await call.json(Changes);
  return call.engine.changeConfigVars({ appId: app.id, userId: call.account.id, changes });
}
