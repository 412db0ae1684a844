import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { findCurrentRelease } from "@/lib/server/heroku/releases";

type Before = { releases: Release[]; current: Release | null };

/**
 * The running release. It is looked for further back only when the newest ones, at most `max` of them, do not hold
 * it and one was made since the last look.
 */
export async function currentOf(
  heroku: Heroku,
  app: string,
  { releases, max }: { releases: Release[]; max: number },
  before: Before | undefined,
): Promise<Release | null> {
  const current = releases.find((release) => release.current);
  if (current || releases.length < max) return current ?? null;
  // No release since the last look: what ran then runs now.
  const same =
    before?.releases[0]?.id === releases[0]?.id && before?.releases[0]?.status === releases[0]?.status;
  return same && before ? before.current : findCurrentRelease(heroku, app);
}
