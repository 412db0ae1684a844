import type { User } from "@/lib/schemas/common";
import type { ReviewApp } from "@/lib/schemas/review";
import { codeId, sameCode } from "@/lib/timeline/lineage";
import { type Comparison, comparisonOf } from "./comparison";
import {
  type Fact,
  factOf,
  type NameDifference,
  nameDifference,
  type ProcessDifference,
  processDifference,
} from "./differences";
import { type Runs, runsOf } from "./running-release";
import { type Soak, soakOf } from "./soak-time";

/** What promoting the source's code to the target would change. Unknown facts are null, never guessed. */
export type Preview = {
  app: { id: string; name: string };
  /** The code that would run; null when nothing runs on the source. */
  source: Runs | null;
  /** The code that it replaces; null when nothing runs on the target yet. */
  target: Runs | null;
  /** true if the target already runs this slug (or image). */
  same: boolean;
  /** Null when the process types of one side are unknown. */
  processes: ProcessDifference | null;
  stack: Fact<string>;
  /** The names that the buildpacks report: "Node.js". */
  buildpacks: Fact<string>;
  /** Bytes; `difference` is null when one side is unknown. */
  size: { bytes: number | null; difference: number | null };
  checksum: Fact<string>;
  /**
   * `runs` is null when the source's process types are unknown; `last_ms` is the duration of the last release phase
   * on the target.
   */
  release_phase: { runs: boolean | null; last_ms: number | null };
  /** Null when the names of one side may not be read. */
  config: NameDifference | null;
  /** When the code was built, and by whom if a build of the source made it. */
  built: { at: string; user: User | null } | null;
  /** How long it has run on the source. */
  soak: Soak | null;
  comparison: Comparison | null;
};

/** Compares the two running releases. Pure; works for any two apps, also without slugs. */
export function previewOf(source: ReviewApp, target: ReviewApp): Preview {
  const [from, to] = [madeOf(target), madeOf(source)];
  const [replaced, promoted] = [runsOf(target, [source]), runsOf(source, [target])];
  const sizes = factOf(to.size, from.size);
  return {
    app: target.app,
    source: promoted,
    target: replaced,
    same: replaced !== null && promoted !== null && isSame(source, target),
    processes: processDifference(to.process_types, replaced ? from.process_types : {}),
    stack: factOf(to.stack, from.stack),
    buildpacks: factOf(to.buildpacks, from.buildpacks),
    size: {
      bytes: to.size,
      difference: sizes.to !== null && sizes.from !== null ? sizes.to - sizes.from : null,
    },
    checksum: factOf(to.checksum, from.checksum),
    release_phase: {
      runs: to.process_types ? Object.hasOwn(to.process_types, "release") : null,
      last_ms: target.last_release_phase_ms,
    },
    config: nameDifference(source.config_names, target.config_names),
    built: builtOf(source),
    soak: soakOf(source),
    comparison: comparisonOf(
      source.repository ?? target.repository,
      replaced?.commit ?? null,
      promoted?.commit ?? null,
    ),
  };
}

function isSame({ current }: ReviewApp, target: ReviewApp): boolean {
  return current !== null && target.current !== null && sameCode(current, target.current);
}

/** Returns the contents of a running slug or image; every field is null when neither is known. */
function madeOf({ current, slug, image, stack }: ReviewApp) {
  const own = slug && slug.id === current?.slug?.id ? slug : null;
  const other = current?.slug ? null : image;
  return {
    process_types: own?.process_types ?? other?.process_types ?? null,
    stack: own?.stack?.name ?? other?.stack ?? (current && !current.slug ? stack : null),
    buildpacks: own?.buildpack_provided_description ?? null,
    size: own?.size ?? null,
    checksum: own?.checksum ?? other?.digest ?? null,
    created_at: own?.created_at ?? other?.created_at ?? null,
  };
}

function builtOf(app: ReviewApp): Preview["built"] {
  const { current } = app;
  if (!current) return null;
  const made = app.releases.filter((release) => codeId(release) === codeId(current));
  const build = app.builds.find(
    (one) =>
      one.status === "succeeded" &&
      ((one.slug !== null && one.slug.id === current.slug?.id) ||
        (one.slug === null && made.some((release) => release.id === one.release?.id))),
  );
  if (build) return { at: build.updated_at, user: build.user };
  const { created_at } = madeOf(app);
  return created_at ? { at: created_at, user: null } : null;
}
