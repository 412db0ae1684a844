import { joinNames, shortCommit } from "@/lib/format/format";
import { takesOut } from "@/lib/text/review";
import type { LaneSource } from "./lane-source";
import type { LaneTarget, SeenTarget } from "./lane-target";
import type { Soak } from "./soak-time";

/** Returns "production already runs this slug (v33)" if every visible app does; else null. */
export function sameLine(targets: readonly LaneTarget[]): string | null {
  const seen = targets.filter((target) => !target.hidden);
  if (seen.length === 0 || seen.some((target) => !target.preview.same || target.again)) return null;
  const what = seen.some((target) => target.preview.source?.image) ? "image" : "slug";
  const versions = seen.map(({ preview, short }) => {
    const version = `v${preview.target?.release.version}`;
    return seen.length === 1 ? version : `${version} in ${short}`;
  });
  return `${seen[0]?.stage} already runs this ${what} (${versions.join(", ")})`;
}

/** Returns the secondary text below an enabled button: what is unusual about the source, else what is replaced. */
export function laneLine(source: LaneSource, chosen: readonly SeenTarget[], warned: boolean): string[] {
  const odd = newerLine(source);
  if (odd) return [odd];
  return warned ? [] : [replacesLine(chosen)];
}

function newerLine({ newer, runs }: LaneSource): string | null {
  if (!newer || !runs) return null;
  const what =
    newer.status === "pending"
      ? "is still being released"
      : newer.status === "failed"
        ? `failed${newer.release_phase ? " its release phase" : ""}`
        : newer.status === "expired"
          ? "expired"
          : "does not run";
  return `v${newer.version} ${what}; this promotes v${runs.release.version}, which runs`;
}

const MAX_NAMES = 4;

/** Returns "replaces v33", "replaces v33 in eu, v31 in us", "the first release in us". */
function replacesLine(chosen: readonly SeenTarget[]): string {
  const again = chosen.filter((target) => target.again);
  const replaced = chosen.filter((target) => target.preview.target && !target.again);
  const first = chosen.filter((target) => !target.preview.target);
  const words = replaced.map(({ preview, short }) => {
    const version = `v${preview.target?.release.version}`;
    return chosen.length === 1 ? version : `${version} in ${short}`;
  });
  const more = words.length > MAX_NAMES ? ` and ${words.length - MAX_NAMES + 1} more` : "";
  const parts = [
    again.length > 0 && `releases it again in ${joinNames(again.map((target) => target.short))}`,
    words.length > 0 && `replaces ${(more ? words.slice(0, MAX_NAMES - 1) : words).join(", ")}${more}`,
    first.length > 0 && `the first to run in ${joinNames(first.map((target) => target.short))}`,
  ];
  return parts.filter(Boolean).join("; ");
}

/** Returns the warnings for a promotion to these targets, most severe first. They never block it. */
export function laneWarnings(
  source: { stage: string | null; soak: Soak | null; failed: string | null },
  targets: readonly SeenTarget[],
): string[] {
  const crashed =
    source.soak?.dynos === "crashed" ? [`a dyno has crashed on this in ${source.stage ?? "the source"}`] : [];
  const older = targets.filter((target) => target.ahead.kind === "behind");
  const removed = Math.max(0, ...older.map(({ ahead }) => ahead.removed.length));
  const diverged = targets.filter((target) => target.ahead.kind === "diverged");
  return [
    ...crashed,
    ...(removed > 0 ? [takesOut(removed, shorts(older))] : []),
    ...(diverged.length > 0
      ? [`what runs in ${shorts(diverged)} never ran in ${source.stage ?? "the source"}`]
      : []),
    ...grouped(targets, missingNames),
    ...grouped(targets, removedProcesses),
    ...grouped(targets, changedStack),
  ];
}

type Finding = (target: SeenTarget) => string | null;

/** Returns one sentence for all targets with the same finding. */
function grouped(targets: readonly SeenTarget[], finding: Finding): string[] {
  const groups = new Map<string, SeenTarget[]>();
  for (const target of targets) {
    const text = finding(target);
    if (text) groups.set(text, [...(groups.get(text) ?? []), target]);
  }
  return [...groups].map(([text, group]) => `${text} in ${shorts(group)}`);
}

const missingNames: Finding = ({ preview }) => {
  const missing = preview.config?.missing ?? [];
  if (missing.length > 1) return `${missing.length} config names are missing`;
  return missing[0] ? `${missing[0]} is missing` : null;
};

const removedProcesses: Finding = ({ preview }) => {
  // A removed release phase is not a dyno that stops; its own line mentions it.
  const removed = (preview.processes?.removed ?? [])
    .map((process) => process.name)
    .filter((name) => name !== "release");
  if (removed.length === 0) return null;
  return `${joinNames(removed)} ${removed.length === 1 ? "goes" : "go"} away`;
};

const changedStack: Finding = ({ preview: { stack } }) =>
  stack.changed ? `the stack changes from ${stack.from} to ${stack.to}` : null;

const shorts = (targets: readonly SeenTarget[]) => joinNames(targets.map((target) => target.short));

/** Returns the text below the button that releases a slug: what it replaces, or that nothing ran before. */
export function replacesText({
  preview,
  again,
  name,
}: Pick<SeenTarget, "preview" | "again" | "name">): string {
  const { target } = preview;
  if (again) return `releases it again on ${name}`;
  if (!target) return `the first to run on ${name}`;
  const commit = target.commit ? ` ${shortCommit(target.commit)}` : "";
  return `replaces v${target.release.version}${commit}`;
}

/** Returns why a slug cannot be released there, as a sentence; null when it can be. `generation` is the app's. */
export function releaseBlock(
  { preview, again, blocked, name }: Pick<SeenTarget, "preview" | "again" | "blocked" | "name">,
  generation: string,
): string | null {
  if (preview.same && !again) return `${name} already runs this slug (v${preview.target?.release.version})`;
  if (generation === "fir") return `${name} runs images; a slug cannot be released there`;
  return blocked;
}
