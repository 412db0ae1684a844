import { SlipwayError } from "@/lib/errors/slipway-error";
import type { BypassedHold, Hold, HoldCreate, HoldList } from "@/lib/schemas/hold";
import type { Release } from "@/lib/schemas/release";
import { touchApp } from "@/lib/server/changes";
import { getApp } from "@/lib/server/heroku/apps";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { db } from "@/lib/server/store/db";
import type { HoldRow } from "@/lib/server/store/tables";
import { hasRun } from "@/lib/timeline/did-run";
import { endHold, hasEnded, holdsOn, isActive, type Person, storeHold, toHold } from "./holds";

/** Returns the holds in force on an app and on slugs that it has run, and which of its recent releases passed one. */
export async function readHolds(heroku: Heroku, app: string, now = new Date()): Promise<HoldList> {
  const [{ id }, { items: releases }] = await Promise.all([getApp(heroku, app), listReleases(heroku, app)]);
  const slugs = new Set(releases.flatMap((release) => release.slug?.id ?? []));
  const holds = await holdsOn([id], [...slugs]);
  return {
    items: holds.filter((row) => isActive(row, now)).map(toHold),
    next: null,
    passed: await passedHolds(heroku, id, releases, holds),
  };
}

/** Places a hold on an app, or on a slug that it has run. Throws `forbidden` when the account can only view the app. */
export async function placeHold(
  heroku: Heroku,
  app: string,
  { slug, reason, expires_at }: HoldCreate,
  by: Person,
  now = new Date(),
): Promise<Hold> {
  const expires = expires_at === undefined ? null : new Date(expires_at);
  if (expires && expires <= now) {
    throw new SlipwayError("bad_request", { detail: "expires_at: is in the past." });
  }
  const { id, name } = await writableApp(heroku, app);
  const after = (await listReleases(heroku, id, { max: 1 })).items[0]?.version ?? 0;
  const hold = await storeHold({ app: { id, name }, slug: slug ?? null, reason, expires, after }, by, now);
  touchApp(id);
  return hold;
}

/** Ends a hold of this app. Throws `not_found`, or `forbidden` when the account can only view the app. */
export async function liftHold(heroku: Heroku, app: string, hold: string, by: Person): Promise<Hold> {
  const { id } = await writableApp(heroku, app);
  const ended = await endHold(id, hold, by);
  if (!ended) throw new SlipwayError("not_found", { detail: "This app has no such hold." });
  touchApp(id);
  return ended;
}

/** Returns the app if the account may change it, which is tested by reading its config vars. */
async function writableApp(heroku: Heroku, app: string): Promise<{ id: string; name: string }> {
  const found = await getApp(heroku, app);
  try {
    await listConfigVarNames(heroku, found.id);
  } catch (error) {
    if (!(error instanceof SlipwayError) || error.id !== "forbidden") throw error;
    throw new SlipwayError("forbidden", {
      detail: `Only who may deploy ${found.name} can hold it or lift a hold.`,
      cause: error,
      requestId: error.requestId,
    });
  }
  return found;
}

/**
 * Returns which of these releases (newest first) of an app were created while a hold was in force: through Slipway with a
 * reason, or elsewhere. Rollbacks are never held, and releases started before the hold did not pass it.
 */
async function passedHolds(
  heroku: Heroku,
  appId: string,
  releases: Release[],
  holds: HoldRow[],
): Promise<BypassedHold[]> {
  const candidates = releases.flatMap((release, index) => {
    const before = releases.slice(index + 1).find(hasRun);
    const hold = holds.find((row) => isPassedBy(row, appId, release, before));
    return hold && !isRollback(release) ? [{ release, hold }] : [];
  });
  if (candidates.length === 0) return [];
  const [reasons, attempts] = await Promise.all([reasonsByRelease(heroku, appId), attemptTimes(appId)]);
  return candidates.flatMap(({ release, hold }) => {
    const { id, version } = release;
    const reason = reasons.get(id) ?? null;
    const sent = attempts.get(id);
    if (reason === null && sent !== undefined && sent < hold.created_at) return [];
    const way = reason === null ? "elsewhere" : "override";
    return [{ release: { id, version }, hold: toHold(hold), way, reason } satisfies BypassedHold];
  });
}

/** A config change keeps the slug, so a slug that ran before was not introduced by this release. */
function isPassedBy(hold: HoldRow, appId: string, release: Release, before: Release | undefined): boolean {
  const at = new Date(release.created_at);
  const isOwn = hold.app_id === appId;
  if (isOwn ? release.version <= hold.after_version || hasEnded(hold, at) : !isActive(hold, at)) return false;
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
async function attemptTimes(appId: string): Promise<Map<string, string>> {
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
