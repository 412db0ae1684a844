import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { findCurrentRelease } from "@/lib/server/heroku/releases";

type Before = { releases: Release[]; current: Release | null };

/**
 * Returns the current release. Requests older releases only when the newest ones (at most `max`) do not contain it and
 * a release was created since `before`.
 */
export async function currentOf(
  heroku: Heroku,
  app: string,
  { releases, max }: { releases: Release[]; max: number },
  before: Before | undefined,
): Promise<Release | null> {
  const current = releases.find((release) => release.current);
  if (current || releases.length < max) return current ?? null;
  // No new release, so the current release is unchanged.
  const same =
    before?.releases[0]?.id === releases[0]?.id && before?.releases[0]?.status === releases[0]?.status;
  return same && before ? before.current : findCurrentRelease(heroku, app);
}
