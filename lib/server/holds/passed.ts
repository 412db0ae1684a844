import "server-only";
import type { PassedHold } from "@/lib/schemas/hold";
import type { Release } from "@/lib/schemas/release";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { db } from "@/lib/server/store/db";
import type { HoldRow } from "@/lib/server/store/hold-rows";
import { hasRun } from "@/lib/timeline/did-run";
import { hasEnded, isActive, toHold } from "./holds";

/**
 * Returns which of these releases (newest first) of an app were created while a hold was in force: through Slipway with a
 * reason, or elsewhere. Rollbacks are never held, and releases started before the hold did not pass it.
 */
export async function passedHolds(
  heroku: Heroku,
  appId: string,
  releases: Release[],
  holds: HoldRow[],
): Promise<PassedHold[]> {
  const candidates = releases.flatMap((release, index) => {
    const before = releases.slice(index + 1).find(hasRun);
    const hold = holds.find((row) => isInTheWay(row, appId, release, before));
    return hold && !isRollback(release) ? [{ release, hold }] : [];
  });
  if (candidates.length === 0) return [];
  const [reasons, ours] = await Promise.all([reasonsByRelease(heroku, appId), sentByUs(appId)]);
  return candidates.flatMap(({ release, hold }) => {
    const { id, version } = release;
    const reason = reasons.get(id) ?? null;
    const sent = ours.get(id);
    if (reason === null && sent !== undefined && sent < hold.created_at) return [];
    const way = reason === null ? "elsewhere" : "override";
    return [{ release: { id, version }, hold: toHold(hold), way, reason } satisfies PassedHold];
  });
}

/** A config change keeps the slug, so a slug that ran before was not introduced by this release. */
function isInTheWay(hold: HoldRow, appId: string, release: Release, before: Release | undefined): boolean {
  const at = new Date(release.created_at);
  const own = hold.app_id === appId;
  if (own ? release.version <= hold.after_version || hasEnded(hold, at) : !isActive(hold, at)) return false;
  if (hold.kind === "app") return true;
  return hold.slug_id === release.slug?.id && before?.slug?.id !== release.slug?.id;
}

function isRollback({ description }: Release): boolean {
  return /^rollback to v\d+/i.test(description ?? "");
}

/** Returns the reasons for passing a hold, by release. */
async function reasonsByRelease(heroku: Heroku, appId: string): Promise<Map<string, string>> {
  const rows = await db().selectFrom("overrides").selectAll().where("app_id", "=", appId).execute();
  const builds = rows.some((row) => row.build_id !== null) ? (await listBuilds(heroku, appId)).items : [];
  return new Map(
    rows.flatMap((row) => {
      const build = builds.find(({ id }) => id === row.build_id);
      const release = row.release_id ?? build?.release?.id;
      return release ? [[release, row.reason] satisfies [string, string]] : [];
    }),
  );
}

/** Returns when the work behind these releases started in Slipway, by release. */
async function sentByUs(appId: string): Promise<Map<string, string>> {
  const rows = await db()
    .selectFrom("attempts")
    .select(["release_id", "created_at"])
    .where("app_id", "=", appId)
    .where("release_id", "is not", null)
    .execute();
  return new Map(
    rows.flatMap((row) =>
      row.release_id ? [[row.release_id, row.created_at] satisfies [string, string]] : [],
    ),
  );
}
