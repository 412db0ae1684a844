import { Hono } from "hono";
import { z } from "zod";
import { invalid, notFound } from "@/local-platform/http/api-error";
import { Fault, type FaultSwitches } from "@/local-platform/http/fault-switches";
import { readJson } from "@/local-platform/http/read-json";
import { revokeTokens } from "@/local-platform/identity/tokens";
import { stacks } from "@/local-platform/resources/platform-facts";
import type { Services } from "@/local-platform/services";

/** Control requests that take effect at once, not on later requests. */
const Act = z.union([
  z.strictObject({
    /** An account's email. */
    person: z.string(),
    /** Revokes all access tokens of clients for the user; with "all" the refresh tokens too. */
    revoke: z.enum(["access", "all"]).optional(),
    /** Uses up the user's rate limit. */
    drain_rate_limit: z.boolean().optional(),
  }),
  z.strictObject({
    /** Id of a release that becomes `expired`, like a release whose end was never reported to Heroku. */
    expire_release: z.uuid(),
  }),
  z.strictObject({
    /** Moves the platform's clock forward, or back when negative, and runs everything due by then before the response. */
    advance_ms: z.int(),
  }),
  z.strictObject({
    /** Name of an app without code that becomes a Fir app, which runs images instead of slugs. */
    fir_app: z.string(),
  }),
]);
type Act = z.infer<typeof Act>;

/** Throws 404 if the named resource does not exist, 422 for a current release or an app with code. */
function act(services: Services, wanted: Act): Promise<void> {
  if ("advance_ms" in wanted) return services.advance(wanted.advance_ms);
  if ("person" in wanted) return actOnPerson(services, wanted);
  return "fir_app" in wanted
    ? makeFir(services, wanted.fir_app)
    : expireRelease(services, wanted.expire_release);
}

async function actOnPerson(
  { context, limiter }: Services,
  { person, revoke, drain_rate_limit }: Extract<Act, { person: string }>,
): Promise<void> {
  const account = await context.db
    .selectFrom("accounts")
    .select("id")
    .where("email", "=", person)
    .executeTakeFirst();
  if (!account) throw notFound("account");
  if (revoke) await revokeTokens(context, account.id, revoke === "all" ? ["access", "refresh"] : ["access"]);
  if (drain_rate_limit) limiter.drain(account.id);
}

async function expireRelease({ context, engine }: Services, id: string): Promise<void> {
  const release = await context.db
    .selectFrom("releases")
    .select("current")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!release) throw notFound("release");
  if (release.current === 1) throw invalid("A release that is current does not expire.");
  await engine.expireRelease(id);
}

async function makeFir({ context: { db } }: Services, name: string): Promise<void> {
  const app = await db.selectFrom("apps").select("id").where("name", "=", name).executeTakeFirst();
  if (!app) throw notFound("app");
  const coded = db
    .selectFrom("releases")
    .select("id")
    .where("app_id", "=", app.id)
    .where("slug_id", "is not", null);
  if (await coded.executeTakeFirst()) throw invalid(`The app ${name} has slugs and stays a Cedar app.`);
  await db
    .updateTable("apps")
    .set({ generation: "fir", stack: stacks.cnb.name })
    .where("id", "=", app.id)
    .execute();
}

/** `POST /_control/faults` sets a fault or acts at once, `GET` lists and `DELETE` clears all faults. Enabled by LOCAL_CONTROL=1. */
export function controlRoutes(services: Services, faults: FaultSwitches): Hono {
  const routes = new Hono();
  routes.post("/_control/faults", async (exchange) => {
    const wanted = await readJson(
      exchange.req.raw,
      z.union([Act.transform((act) => ({ act })), Fault.transform((fault) => ({ fault }))]),
    );
    if ("act" in wanted) await act(services, wanted.act);
    else faults.add(wanted.fault);
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
