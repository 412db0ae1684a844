import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { backersOf, endBacker } from "@/lib/server/screens/backers";
import { grantById } from "@/lib/server/session/find-session";
import type { ScreenBackerRow } from "@/lib/server/store/screen-rows";

/** The result of a read for a screen; `ended` is when its last grant ended. */
export type BackerRead<T> = { value: T } | { ended: string };

/**
 * Reads with the grant of the first backer whose grant works. Records a grant that upstream rejects and tries the next.
 * Throws other upstream errors.
 */
export async function readAsBacker<T>(
  screen: { id: string; created_at: string },
  { requestId, now }: { requestId: string; now: Date },
  act: (heroku: Heroku) => Promise<T>,
): Promise<BackerRead<T>> {
  const backers = await backersOf([screen.id]);
  for (const backer of backers.filter(({ ended_at }) => ended_at === null)) {
    try {
      const grant = await grantById(backer.grant_id);
      if (grant) return { value: await act(withoutRetries(herokuFor(grant, { requestId }))) };
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    await endGrant(backer, now);
  }
  const ends = backers.flatMap(({ ended_at }) => ended_at ?? []).sort();
  return { ended: ends.at(-1) ?? now.toISOString() };
}

/** Marks a grant as ended, except the key of the environment, which may be replaced and is tried at each read. */
async function endGrant({ id, via }: ScreenBackerRow, now: Date): Promise<void> {
  if (via !== "key") await endBacker(id, now);
}

function isRefused(error: unknown): boolean {
  return error instanceof SlipwayError && (error.id === "unauthorized" || error.id === "suspended");
}
