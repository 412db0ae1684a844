import { shortCommit } from "@/lib/format/format";
import type { User } from "@/lib/schemas/common";
import type { ReviewApp } from "@/lib/schemas/review";
import { codeId, sameCode } from "@/lib/timeline/lineage";
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
  const [from, to] = [contentsOf(target), contentsOf(source)];
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
function contentsOf({ current, slug, image, stack }: ReviewApp) {
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
  const { created_at } = contentsOf(app);
  return created_at ? { at: created_at, user: null } : null;
}

/** A page that shows the commits between the running version and the new one. */
export type Comparison = { url: string; from: string; to: string };

const REPOSITORY = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/;
const COMMIT = /^[0-9a-f]{7,40}$/i;

/** Returns null when the repository is unknown, or a version is not a commit (versions may be any label). */
export function comparisonOf(
  repository: string | null,
  from: string | null,
  to: string | null,
): Comparison | null {
  if (!repository || !REPOSITORY.test(repository) || !from || !to) return null;
  if (!COMMIT.test(from) || !COMMIT.test(to) || shortCommit(from) === shortCommit(to)) return null;
  return {
    url: `${repository.replace(/\.git$/, "")}/compare/${from}...${to}`,
    from: shortCommit(from),
    to: shortCommit(to),
  };
}

export type Process = { name: string; command: string };

/** Process types by name: those that the target gains, loses, gets with another command, and keeps. */
export type ProcessDifference = {
  added: Process[];
  removed: Process[];
  changed: { name: string; from: string; to: string }[];
  same: Process[];
};

type ProcessTypes = Readonly<Record<string, string>>;

/** Compares two sets of process types; returns null when one side is unknown. */
export function processDifference(
  source: ProcessTypes | null,
  target: ProcessTypes | null,
): ProcessDifference | null {
  if (!source || !target) return null;
  const before = new Map(Object.entries(target));
  const after = new Map(Object.entries(source));
  const difference: ProcessDifference = { added: [], removed: [], changed: [], same: [] };
  for (const [name, to] of [...after].sort(webFirst)) {
    const from = before.get(name);
    if (from === undefined) difference.added.push({ name, command: to });
    else if (from === to) difference.same.push({ name, command: to });
    else difference.changed.push({ name, from, to });
  }
  for (const [name, command] of [...before].sort(webFirst))
    if (!after.has(name)) difference.removed.push({ name, command });
  return difference;
}

/** The config var names that only one side has: those that the target lacks, and those that only the target has. */
export type NameDifference = { missing: string[]; extra: string[] };

/** Compares names; returns null when one side may not be read. */
export function nameDifference(
  source: readonly string[] | null,
  target: readonly string[] | null,
): NameDifference | null {
  if (!source || !target) return null;
  const only = (names: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return [...new Set(names)].filter((name) => !known.has(name)).sort();
  };
  return { missing: only(source, target), extra: only(target, source) };
}

/** A fact of both sides. `changed` is null when one side is unknown. */
export type Fact<T> = { from: T | null; to: T | null; changed: boolean | null };

export function factOf<T>(source: T | null, target: T | null): Fact<T> {
  const known = source !== null && target !== null;
  return { from: target, to: source, changed: known ? source !== target : null };
}

function webFirst([a]: [string, string], [b]: [string, string]): number {
  return Number(b === "web") - Number(a === "web") || (a < b ? -1 : 1);
}
