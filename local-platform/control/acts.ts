import { z } from "zod";
import { invalid, notFound } from "../http/api-error";
import type { Services } from "../http/endpoint";
import { revokeTokens } from "../identity/tokens";
import { stacks } from "../resources/platform-facts";

/** What acts at once instead of on later requests. */
export const Act = z.union([
  z.strictObject({
    /** An account's email. */
    person: z.string(),
    /** Ends all access tokens that clients hold for the person; with "all" the refresh tokens too. */
    revoke: z.enum(["access", "all"]).optional(),
    /** Uses up the person's rate limit. */
    drain_rate_limit: z.boolean().optional(),
  }),
  z.strictObject({
    /** A release's id: it is `expired` from now on, as one whose end Heroku never heard of. */
    expire_release: z.uuid(),
  }),
  z.strictObject({
    /** Moves the platform's clock ahead, or back when negative; what is due by then is done before the answer. */
    advance_ms: z.int(),
  }),
  z.strictObject({
    /** The name of an app that has no code yet: it is a Fir app from now on, and runs images instead of slugs. */
    fir_app: z.string(),
  }),
]);
export type Act = z.infer<typeof Act>;

/** Throws 404 when what is named does not exist, 422 for a release that is current or an app that has code. */
export function act(services: Services, wanted: Act): Promise<void> {
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
