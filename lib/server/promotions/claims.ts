import { wait } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Release } from "@/lib/schemas/release";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { serverId } from "@/lib/server/process/server-id";
import { db, store } from "@/lib/server/store/db";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import { liveServers } from "@/lib/server/store/servers";
import type { Actor, NamedApp } from "./actor";
import { endAttempt, type Kind, openAttempts } from "./attempts";
import type { SendLimits } from "./limits";
import { matchRelease } from "./match-release";

/**
 * Claims these apps, all or none; returns the attempts in the given order. Abandoned attempts are recovered first.
 * Throws `conflict` while another request is sending to one of the apps.
 */
export async function claimApps(
  actor: Actor,
  apps: readonly NamedApp[],
  kind: Kind,
  limits: SendLimits,
): Promise<AttemptRow[]> {
  let conflicting: AttemptRow[] = [];
  for (let round = 0; round < 2; round += 1) {
    const result = await openAttempts(actor, apps, kind);
    if ("opened" in result) return inOrder(result.opened, apps);
    conflicting = result.conflicting;
    const freed = await Promise.all(conflicting.map((attempt) => recover(actor.heroku, attempt, limits)));
    if (!freed.every(Boolean)) break;
  }
  throw busy(conflicting, apps);
}

/** Another request is sending to the app. */
export class AppIsBusy extends SlipwayError {}

function busy([attempt]: readonly AttemptRow[], apps: readonly NamedApp[]): AppIsBusy {
  const app = apps.find(({ id }) => id === attempt?.app_id)?.name ?? "The app";
  return new AppIsBusy("conflict", {
    detail: `A release by ${attempt?.email ?? "somebody"} is on its way to ${app} at this moment; nothing more was sent.`,
  });
}

/** Releases the claims of apps to which nothing was sent. */
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
 * Ends an abandoned attempt by the releases that upstream shows; its call is never sent again. Returns true if it has
 * ended; false while its server is alive, a promotion still follows it, or its release may still appear.
 */
export async function recover(heroku: Heroku, attempt: AttemptRow, limits: SendLimits): Promise<boolean> {
  if (!(await isAbandoned(attempt, limits))) return false;
  if (attempt.state === "claimed") {
    await dropClaims([attempt]);
    return true;
  }
  if (attempt.promotion_id !== null && (await isRunning(attempt.promotion_id))) return false;
  if (await findCreatedRelease(heroku, attempt)) return true;
  if (Date.now() < deadlineOfRelease(attempt, limits)) return false;
  await endAttempt(attempt.id, "nothing");
  return true;
}

/** Returns true if the server of an attempt is gone, or has taken longer for it than it may. */
async function isAbandoned(attempt: AttemptRow, limits: SendLimits): Promise<boolean> {
  if (!(await isLive(attempt.server_id))) return true;
  const since = Date.now() - Date.parse(attempt.sent_at ?? attempt.created_at);
  return since > (attempt.state === "claimed" ? limits.claimMs : limits.sendingMs);
}

async function isRunning(promotion: string): Promise<boolean> {
  const row = await db()
    .selectFrom("promotions")
    .select("server_id")
    .where("id", "=", promotion)
    .where("status", "=", "pending")
    .executeTakeFirst();
  return row?.server_id != null && (await isLive(row.server_id));
}

/** Returns true if a server is alive. With SQLite there is one, so another id is an earlier run of it. */
async function isLive(server: string): Promise<boolean> {
  if (server === serverId()) return true;
  if (store().engine === "sqlite") return false;
  const row = await liveServers(db()).where("id", "=", server).executeTakeFirst();
  return row !== undefined;
}

function inOrder(attempts: AttemptRow[], apps: readonly NamedApp[]): AttemptRow[] {
  return apps.flatMap(({ id }) => attempts.filter((attempt) => attempt.app_id === id));
}

/** Reads the app's releases and stores the one that the attempt created, if it exists. */
export async function findCreatedRelease(heroku: Heroku, attempt: AttemptRow): Promise<Release | null> {
  const { items } = await listReleases(heroku, attempt.app_id);
  const release = matchRelease(attempt, items);
  if (release) await endAttempt(attempt.id, "made", release);
  return release;
}

/** Returns the time (ms) until which the release of an attempt with an unknown result may still appear. */
export function deadlineOfRelease(attempt: AttemptRow, limits: SendLimits): number {
  const abandonedMs = attempt.kind === "promotion" ? limits.abandonedPromotionMs : limits.abandonedMs;
  return Date.parse(attempt.sent_at ?? attempt.created_at) + abandonedMs;
}

/**
 * Resolves a call without a response: polls until its release appears or the time limit has passed. Returns null if
 * nothing was created. Throws when upstream cannot be reached at the end of that time; the attempt then stays open and
 * the next request resolves it.
 */
export async function resolveAttempt(
  heroku: Heroku,
  attempt: AttemptRow,
  limits: SendLimits,
): Promise<Release | null> {
  const until = Date.now() + limits.settleMs;
  for (;;) {
    const over = Date.now() >= until;
    try {
      const release = await findCreatedRelease(withoutRetries(heroku), attempt);
      if (release) return release;
      if (over) {
        await endAttempt(attempt.id, "nothing");
        return null;
      }
    } catch (error) {
      if (over) throw error;
    }
    await wait(Math.min(limits.pollMs, Math.max(0, until - Date.now())));
  }
}
