import { wait } from "@/lib/async";
import type { Release } from "@/lib/schemas/release";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import { endAttempt } from "./attempts";
import { releaseOf } from "./evidence";
import type { SendLimits } from "./limits";

/** Reads the app's releases and notes the one that the attempt made, if it is there. */
export async function findRelease(heroku: Heroku, attempt: AttemptRow): Promise<Release | null> {
  const { items } = await listReleases(heroku, attempt.app_id);
  const release = releaseOf(attempt, items);
  if (release) await endAttempt(attempt.id, "made", release);
  return release;
}

/** Until when the release of an attempt may still appear, of which nobody knows how it went. */
export function settlesAt(attempt: AttemptRow, limits: SendLimits): number {
  const forgottenMs = attempt.kind === "promotion" ? limits.promotionForgottenMs : limits.forgottenMs;
  return Date.parse(attempt.sent_at ?? attempt.created_at) + forgottenMs;
}

/**
 * After a call whose answer never came: looks until its release is there or the time is over in which it could have
 * come. Null: nothing was created. Throws when upstream could not be asked at the end of that time; the attempt then
 * stays open and the next request finds out.
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
