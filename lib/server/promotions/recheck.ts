import { mayReleaseAgain, mayRetryCrashed } from "@/lib/apps/release-again";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Moved, PromotionCreate } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";
import { findCurrentRelease, getRelease, listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import type { NamedApp } from "./actor";
import type { SendLimits } from "./limits";

const CONCURRENCY = 6;

export type Expected = { app: NamedApp; current: string | null };

/** A target and the current position of its app. */
type ReadTarget<T extends Expected> = T & { position: Position };

/** Reads targets again. Throws `conflict` with all that moved. */
export async function readTargets<T extends Expected>(
  heroku: Heroku,
  targets: readonly T[],
  limits: SendLimits,
): Promise<ReadTarget<T>[]> {
  const read = await readPositions(heroku, targets, limits);
  const moved = await movedTargets(heroku, read);
  if (moved.length > 0) throw conflict(moved);
  return read;
}

function readPositions<T extends Expected>(
  heroku: Heroku,
  targets: readonly T[],
  limits: SendLimits,
): Promise<ReadTarget<T>[]> {
  return mapAtMost(targets, CONCURRENCY, async (target) => ({
    ...target,
    position: await readPosition(heroku, target.app, limits),
  }));
}

function movedTargets(heroku: Heroku, targets: readonly ReadTarget<Expected>[]): Promise<Moved[]> {
  const moved = targets.filter(({ position, current }) => positionChanged(position, current));
  return mapAtMost(moved, CONCURRENCY, ({ position, current }) =>
    describeChange(heroku, position, "target", current),
  );
}

/** What is promoted: the app and its release. */
type Source = { app: NamedApp } & Pick<PromotionCreate, "source" | "retry_of">;

/** Reads a source and its targets again. Throws `conflict` with all that moved, `release_expired`, `same_slug`. */
export async function recheck<T extends Expected>(
  heroku: Heroku,
  source: Source,
  targets: readonly T[],
  limits: SendLimits,
): Promise<{ release: Release; slug: Slug | null; targets: ReadTarget<T>[] }> {
  const reviewed = source.source.slug;
  const [current, slug] = await Promise.all([
    readSource(heroku, source, limits),
    slugOf(heroku, source.app.id, reviewed),
  ]);
  const read = await readPositions(heroku, targets, limits);
  const moved = await movedTargets(heroku, read);
  if ("moved" in current) throw conflict([current.moved, ...moved]);
  if (moved.length > 0) throw conflict(moved);
  await checkSlugIsNew(heroku, read, { slug: reviewed, retry: source.retry_of !== undefined });
  return { release: current.release, slug, targets: read };
}

/** Throws `same_slug` when one of the targets runs the slug already and does not need it again. */
export async function checkSlugIsNew(
  heroku: Heroku,
  targets: readonly { position: Position }[],
  { slug, retry }: { slug: string | null; retry: boolean },
): Promise<void> {
  if (slug !== null) for (const { position } of targets) await checkSameSlug(heroku, position, slug, retry);
}

/**
 * Returns the release to promote, or what moved. The release must be running, with the reviewed slug; for a retry it only
 * has to exist.
 */
async function readSource(
  heroku: Heroku,
  { app, source, retry_of }: Source,
  limits: SendLimits,
): Promise<{ release: Release } | { moved: Moved }> {
  const position = retry_of === undefined ? await readPosition(heroku, app, limits) : null;
  const release = position ? position.current : await getRelease(heroku, app.id, source.release);
  if (position && release?.id !== source.release)
    return { moved: await describeChange(heroku, position, "source", source.release) };
  if (!release) throw new SlipwayError("internal");
  checkNotExpired(release, app.name);
  checkSlug(release, source.slug);
  return { release };
}

/** A release's slug never changes, so another slug was not reviewed with it. */
function checkSlug(release: Release, slug: string | null): void {
  if ((release.slug?.id ?? null) === slug) return;
  throw new SlipwayError("invalid_params", {
    detail: `v${release.version} has another slug than the one that was reviewed; nothing was sent.`,
  });
}

/** Throws `same_slug` when an app runs this slug already and neither its newest release failed nor its dynos crashed. */
export async function checkSameSlug(
  heroku: Heroku,
  position: Position,
  slug: string,
  /** true if it is sent again after a failure or crash. */
  retry = false,
): Promise<void> {
  const { app, current, newest } = position;
  if (current?.slug?.id !== slug || mayReleaseAgain({ current, newest, dynos: [] })) return;
  const { items: dynos } = await listDynos(heroku, app.id);
  if ((retry ? mayRetryCrashed : mayReleaseAgain)({ current, newest, dynos })) return;
  throw new SlipwayError("same_slug", {
    detail: `${app.name} runs that slug already, as v${current.version}.`,
  });
}

/** Throws `release_expired` for a release whose slug was deleted: it can be neither promoted nor rolled back to. */
export function checkNotExpired({ status, version }: Release, app: string): void {
  if (status !== "expired") return;
  throw new SlipwayError("release_expired", {
    detail: `v${version} of ${app} has expired; nothing was sent.`,
  });
}

/** The releases of an app at one moment: the running and the newest one. */
export type Position = {
  app: NamedApp;
  current: Release | null;
  newest: Release | null;
  /** A release in progress, which the next one would wait for. */
  pending: Release | null;
  /** Newest first. */
  releases: Release[];
};

const NEWEST = 20;

/** Reads an app's position in one call, or two when the running release is not among the newest. */
export async function readPosition(
  heroku: Heroku,
  app: NamedApp,
  { pendingMs, now = Date.now() }: { pendingMs: number; now?: number },
): Promise<Position> {
  const { items: releases, next } = await listReleases(heroku, app.id, { max: NEWEST });
  const current =
    releases.find((release) => release.current) ??
    (next === null ? null : await findCurrentRelease(heroku, app.id));
  const pending = releases.find(
    (release) =>
      release.status === "pending" &&
      release.version > (current?.version ?? 0) &&
      now - Date.parse(release.created_at) < pendingMs,
  );
  return { app, current, newest: releases[0] ?? null, pending: pending ?? null, releases };
}

/** Returns true if another release runs than expected, or one is pending. */
export function positionChanged(position: Position, expected: string | null): boolean {
  return (position.current?.id ?? null) !== expected || position.pending !== null;
}

/** Describes an app that moved, for the error response. */
export async function describeChange(
  heroku: Heroku,
  { app, current, pending, releases }: Position,
  role: Moved["role"],
  expected: string | null,
): Promise<Moved> {
  const before = releases.find((release) => release.id === expected);
  return {
    app,
    role,
    expected: expected === null ? null : { id: expected, version: before?.version ?? null },
    current: current && {
      id: current.id,
      version: current.version,
      commit: (await slugOf(heroku, app.id, current.slug?.id ?? null))?.commit ?? null,
    },
    pending: pending && { id: pending.id, version: pending.version },
  };
}

/** Returns the `conflict` for apps that moved, before anything is sent. Their cached state is invalidated. */
export function conflict(moved: Moved[]): SlipwayError {
  for (const { app } of moved) touchApp(app.id);
  const names = [...new Set(moved.map(({ app }) => app.name))].join(" and ");
  return new SlipwayError("conflict", {
    detail: `${names} moved since you looked; nothing was sent.`,
    facts: { moved },
  });
}

/** Returns a slug, or null when it cannot be read: it is informative only. */
export async function slugOf(heroku: Heroku, app: string, slug: string | null) {
  if (slug === null) return null;
  try {
    return await getSlug(heroku, app, slug);
  } catch (error) {
    if (error instanceof SlipwayError) return null;
    throw error;
  }
}
