import type { Updateable } from "kysely";
import type { Dyno, Formation } from "@/lib/schemas/dyno";
import type { PromotionTarget } from "@/lib/schemas/promotion";
import { touchApp } from "@/lib/server/changes";
import { hasPreboot } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos, listFormation } from "@/lib/server/heroku/dynos";
import { listReleases } from "@/lib/server/heroku/releases";
import type { PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { artifactsOf } from "./match-release";
import { updateTarget } from "./promotion-store";

/**
 * Checks a target whose release succeeded: it is done when its dynos are up on the release. Returns true if it moved to
 * another step.
 */
export async function checkDynos(
  heroku: Heroku,
  { id, app_id: app }: PromotionTargetRow,
  release: { id: string; version: number },
): Promise<boolean> {
  const { version } = release;
  const [{ items: dynos }, { items: formation }] = await Promise.all([
    listDynos(heroku, app),
    listFormation(heroku, app),
  ]);
  const hasNewer = dynos.some((dyno) => dyno.release !== null && dyno.release.version > version);
  const versions = hasNewer ? await versionsOfCode(heroku, app, release) : new Set([version]);
  const { counts, state } = classifyDynos(dynos, formation, versions);
  const shown = await withPreboot(heroku, app, counts);
  const change = { ...changeOf(state, version), dynos: JSON.stringify(shown) };
  await updateTarget(id, change, { from: "dynos" });
  if (state === "starting") return false;
  touchApp(app);
  return true;
}

/** Adds whether preboot keeps old dynos next to new ones that are up; reads the feature only in that case. */
async function withPreboot(heroku: Heroku, app: string, counts: Counts): Promise<Counts> {
  if (!isUp(counts) || !counts.some(({ old }) => old) || !(await hasPreboot(heroku, app))) return counts;
  return counts.map((count) => (count.old ? { ...count, preboot: true } : count));
}

function changeOf(state: DynoState, version: number): Updateable<PromotionTargetRow> {
  const now = new Date().toISOString();
  if (state === "starting") return { seen_at: now };
  if (state === "up") return { step: "done", seen_at: now, finished_at: now };
  if (state === "crashed") return { step: "crashed", seen_at: now, finished_at: now };
  const error_message = `A newer release replaced v${version} before its dynos were seen up.`;
  return { step: "unknown", error_message, seen_at: now };
}

/** Returns the release's version and newer ones with the same code: a config change restarts the dynos on a new version. */
async function versionsOfCode(
  heroku: Heroku,
  app: string,
  { id, version }: { id: string; version: number },
): Promise<Set<number>> {
  const { items } = await listReleases(heroku, app);
  const own = items.find((release) => release.id === id);
  const same = items.filter(
    (release) =>
      own !== undefined &&
      release.version >= own.version &&
      release.slug?.id === own.slug?.id &&
      artifactsOf(release) === artifactsOf(own),
  );
  return new Set([version, ...same.map((release) => release.version)]);
}

type Counts = NonNullable<PromotionTarget["dynos"]>;
/** `replaced`: dynos run a newer version with other code, so those of this version will not start. */
type DynoState = "up" | "crashed" | "starting" | "replaced";

/**
 * Counts the dynos of each process type that are up on a version and classifies the state. It is not `up` while dynos of
 * older versions exist: with preboot the router keeps sending requests to them. `versions` holds the new version and
 * newer ones with the same code (after a config change). An idle dyno counts as up.
 */
export function classifyDynos(
  dynos: readonly Dyno[],
  formation: readonly Formation[],
  versions: ReadonlySet<number>,
): { counts: Counts; state: DynoState } {
  const scaled = formation.filter(({ type, quantity }) => type !== "release" && quantity > 0);
  const serving = dynos.filter((dyno) => scaled.some(({ type }) => type === dyno.type));
  const own = serving.filter((dyno) => dyno.release !== null && versions.has(dyno.release.version));
  const oldest = Math.min(...versions);
  const counts = scaled.map(({ type, quantity }) => {
    const old = serving.filter((dyno) => dyno.type === type && (dyno.release?.version ?? oldest) < oldest);
    return {
      type,
      up: own.filter((dyno) => dyno.type === type && (dyno.state === "up" || dyno.state === "idle")).length,
      of: quantity,
      ...(old.length > 0 ? { old: old.length } : {}),
    };
  });
  return { counts, state: stateOf(counts, own, serving, versions) };
}

function stateOf(
  counts: Counts,
  own: readonly Dyno[],
  serving: readonly Dyno[],
  versions: ReadonlySet<number>,
): DynoState {
  if (own.some((dyno) => dyno.state === "crashed")) return "crashed";
  if (isUp(counts)) return counts.some(({ old }) => old) ? "starting" : "up";
  const newest = Math.max(...versions);
  return serving.some((dyno) => (dyno.release?.version ?? 0) > newest) ? "replaced" : "starting";
}

/** Returns true if enough dynos are up on the new version, regardless of old ones. */
const isUp = (counts: Counts) => counts.every(({ up, of }) => up >= of);
