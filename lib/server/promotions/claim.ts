import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { serverId } from "@/lib/server/process/server-id";
import { db, store } from "@/lib/server/store/db";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import type { Actor, NamedApp } from "./actor";
import { endAttempt, type Kind, openAttempts } from "./attempts";
import { findRelease, settlesAt } from "./find-out";
import type { SendLimits } from "./limits";

/**
 * Takes the locks of these apps, all or none, in the order given. What an earlier server left in the way is found
 * out first. Throws `conflict` while somebody else is sending to one of them.
 */
export async function claimApps(
  actor: Actor,
  apps: readonly NamedApp[],
  kind: Kind,
  limits: SendLimits,
): Promise<AttemptRow[]> {
  let inTheWay: AttemptRow[] = [];
  for (let round = 0; round < 2; round += 1) {
    const result = await openAttempts(actor, apps, kind);
    if ("opened" in result) return inOrder(result.opened, apps);
    inTheWay = result.inTheWay;
    const freed = await Promise.all(inTheWay.map((attempt) => recover(actor.heroku, attempt, limits)));
    if (!freed.every(Boolean)) break;
  }
  const [first] = inTheWay;
  const app = apps.find(({ id }) => id === first?.app_id)?.name ?? "The app";
  throw new AppIsBusy("conflict", {
    detail: `A release by ${first?.email ?? "somebody"} is on its way to ${app} at this moment; nothing more was sent.`,
  });
}

/** Somebody is sending to the app. */
export class AppIsBusy extends SlipwayError {}

/** Frees apps that were claimed and to which nothing was sent. */
export async function dropClaims(attempts: readonly AttemptRow[]): Promise<void> {
  for (const { id } of attempts) {
    await db()
      .updateTable("attempts")
      .set({ state: "dropped", ended_at: new Date().toISOString() })
      .where("id", "=", id)
      .where("state", "=", "claimed")
      .execute();
  }
}

/**
 * Ends an attempt that nobody works on any more, by what upstream shows; it is never sent again. Whether it has
 * ended: it has not while its server lives, while a promotion still watches it, or while its release may still come.
 */
export async function recover(heroku: Heroku, attempt: AttemptRow, limits: SendLimits): Promise<boolean> {
  if (!isAbandoned(attempt, limits)) return false;
  if (attempt.state === "claimed") {
    await dropClaims([attempt]);
    return true;
  }
  if (attempt.promotion_id !== null && (await isWatched(attempt.promotion_id))) return false;
  if (await findRelease(heroku, attempt)) return true;
  if (Date.now() < settlesAt(attempt, limits)) return false;
  await endAttempt(attempt.id, "nothing");
  return true;
}

/** SQLite has one server: what another run of it left is abandoned at once. Others may be alive elsewhere. */
function isAbandoned(attempt: AttemptRow, limits: SendLimits): boolean {
  if (store().engine === "sqlite" && attempt.server_id !== serverId()) return true;
  const since = Date.now() - Date.parse(attempt.sent_at ?? attempt.created_at);
  return since > (attempt.state === "claimed" ? limits.claimMs : limits.sendingMs);
}

async function isWatched(promotion: string): Promise<boolean> {
  const row = await db()
    .selectFrom("promotions")
    .select("lease_until")
    .where("id", "=", promotion)
    .where("status", "=", "pending")
    .executeTakeFirst();
  return row?.lease_until != null && row.lease_until > new Date().toISOString();
}

function inOrder(attempts: AttemptRow[], apps: readonly NamedApp[]): AttemptRow[] {
  return apps.flatMap(({ id }) => attempts.filter((attempt) => attempt.app_id === id));
}
