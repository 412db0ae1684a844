import { wait } from "@/lib/async";
import type { Release } from "@/lib/schemas/release";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import { endAttempt } from "./attempts";
import { releaseOf } from "./evidence";
import type { SendLimits } from "./limits";

/** Reads the app's releases and stores the one that the attempt created, if it exists. */
export async function findRelease(heroku: Heroku, attempt: AttemptRow): Promise<Release | null> {
  const { items } = await listReleases(heroku, attempt.app_id);
  const release = releaseOf(attempt, items);
  if (release) await endAttempt(attempt.id, "made", release);
  return release;
}

/** Returns the time (ms) until which the release of an attempt with an unknown result may still appear. */
export function settlesAt(attempt: AttemptRow, limits: SendLimits): number {
  const forgottenMs = attempt.kind === "promotion" ? limits.promotionForgottenMs : limits.forgottenMs;
  return Date.parse(attempt.sent_at ?? attempt.created_at) + forgottenMs;
}

/**
 * Resolves a call without a response: polls until its release appears or the time limit has passed. Returns null if
 * nothing was created. Throws when upstream cannot be reached at the end of that time; the attempt then stays open and
 * the next request resolves it.
 */
export async function findOut(
  heroku: Heroku,
  attempt: AttemptRow,
  limits: SendLimits,
): Promise<Release | null> {
  const until = Date.now() + limits.settleMs;
  for (;;) {
    const over = Date.now() >= until;
    try {
      const release = await findRelease(withoutRetries(heroku), attempt);
      if (release) return release;
      if (over) {
        await endAttempt(attempt.id, "nothing");
        return null;
      }
    } catch (error) {
      if (over) throw error;
    }
    await wait(Math.min(limits.lookMs, Math.max(0, until - Date.now())));
  }
}
