import { Hono } from "hono";
import { z } from "zod";
import type { Services } from "../http/endpoint";
import { readJson } from "../http/read-json";
import { revokeTokens } from "../identity/tokens";
import { Fault, type FaultSwitches } from "./fault-switches";

/** Acts at once instead of on later requests: `person` is an account's email. */
const Act = z.strictObject({
  person: z.string(),
  /** Ends all access tokens that clients hold for the person; with "all" the refresh tokens too. */
  revoke: z.enum(["access", "all"]).optional(),
  /** Uses up the person's rate limit. */
  drain_rate_limit: z.boolean().optional(),
});

/** `POST /_control/faults` sets a fault (or acts), `GET` lists, `DELETE` clears all. Open only with LOCAL_CONTROL=1. */
export function controlRoutes(services: Services, faults: FaultSwitches): Hono {
  const routes = new Hono();
  routes.post("/_control/faults", async (exchange) => {
    const wanted = await readJson(exchange.req.raw, z.union([Act, Fault]));
    if ("person" in wanted) await act(services, wanted);
    else faults.add(wanted);
    return exchange.json({ faults: faults.list() }, 201);
  });
  routes.get("/_control/faults", (exchange) => exchange.json({ faults: faults.list() }));
  routes.delete("/_control/faults", (exchange) => {
    faults.clear();
    services.limiter.refill();
    return exchange.json({ faults: [] });
  });
  return routes;
}

async function act({ context, limiter }: Services, wanted: z.infer<typeof Act>): Promise<void> {
  const account = await context.db
    .selectFrom("accounts")
    .select("id")
    .where("email", "=", wanted.person)
    .executeTakeFirstOrThrow();
  if (wanted.revoke)
    await revokeTokens(context, account.id, wanted.revoke === "all" ? ["access", "refresh"] : ["access"]);
  if (wanted.drain_rate_limit) limiter.drain(account.id);
}
