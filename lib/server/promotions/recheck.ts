import { mayReleaseAgain } from "@/lib/apps/release-again";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Moved, PromotionCreate } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";
import { getRelease } from "@/lib/server/heroku/releases";
import type { NamedApp } from "./actor";
import type { SendLimits } from "./limits";
import { conflict, hasMoved, movedOf, type Position, readPosition } from "./position";

const AT_A_TIME = 6;

export type Expected = { app: NamedApp; current: string | null };

/** Reads targets again. Throws `conflict` with all that moved, including `alsoMoved`. */
export async function readTargets(
  heroku: Heroku,
  targets: readonly Expected[],
  limits: SendLimits,
  alsoMoved: readonly Moved[] = [],
): Promise<Position[]> {
  const positions = await mapAtMost([...targets], AT_A_TIME, ({ app }) => readPosition(heroku, app, limits));
  const moved = await mapAtMost([...targets.entries()], AT_A_TIME, async ([index, { current }]) => {
    const position = positions[index];
    return position && hasMoved(position, current)
      ? [await movedOf(heroku, position, "target", current)]
      : [];
  });
  const all = [...alsoMoved, ...moved.flat()];
  if (all.length > 0) throw conflict(all);
  return positions;
}

/** Throws `same_slug` when one of the targets runs the slug already and does not need it again. */
export async function checkSlugIsNew(
  heroku: Heroku,
  positions: readonly Position[],
  slug: string | null,
): Promise<void> {
  if (slug !== null) for (const position of positions) await checkSameSlug(heroku, position, slug);
}

/**
 * Reads the source again: returns the release to promote, or what moved. The release must be running, with the reviewed
 * slug; for a retry it only has to exist.
 */
export async function readSource(
  heroku: Heroku,
  app: NamedApp,
  { source, retry_of }: Pick<PromotionCreate, "source" | "retry_of">,
  limits: SendLimits,
): Promise<{ release: Release } | { moved: Moved }> {
  if (retry_of !== undefined) return { release: await pinnedRelease(heroku, app, source) };
  const position = await readPosition(heroku, app, limits);
  const { current } = position;
  if (current?.id !== source.release)
    return { moved: await movedOf(heroku, position, "source", source.release) };
  checkNotExpired(current, app.name);
  checkSlug(current, source.slug);
  return { release: current };
}

async function pinnedRelease(
  heroku: Heroku,
  app: NamedApp,
  source: PromotionCreate["source"],
): Promise<Release> {
  const release = await getRelease(heroku, app.id, source.release);
  checkNotExpired(release, app.name);
  checkSlug(release, source.slug);
  return release;
}

/** A release's slug never changes, so another slug was not reviewed with it. */
function checkSlug(release: Release, slug: string | null): void {
  if ((release.slug?.id ?? null) === slug) return;
  throw new SlipwayError("invalid_params", {
    detail: `v${release.version} has another slug than the one that was reviewed; nothing was sent.`,
  });
}

/** Throws `same_slug` when an app runs this slug already and neither its newest release failed nor its dynos crashed. */
export async function checkSameSlug(heroku: Heroku, position: Position, slug: string): Promise<void> {
  const { app, current, newest } = position;
  if (current?.slug?.id !== slug || mayReleaseAgain({ current, newest, dynos: [] })) return;
  const { items: dynos } = await listDynos(heroku, app.id);
  if (mayReleaseAgain({ current, newest, dynos })) return;
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
