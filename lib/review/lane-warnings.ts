import { listed } from "@/lib/format/list";
import { takesOut } from "@/lib/text/review";
import type { SeenTarget } from "./lane-target";
import type { Soak } from "./soak-time";

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
    ...grouped(targets, missingWords),
    ...grouped(targets, processWords),
    ...grouped(targets, stackWords),
  ];
}

type Words = (target: SeenTarget) => string | null;

/** Returns one sentence for all targets with the same finding. */
function grouped(targets: readonly SeenTarget[], words: Words): string[] {
  const groups = new Map<string, SeenTarget[]>();
  for (const target of targets) {
    const said = words(target);
    if (said) groups.set(said, [...(groups.get(said) ?? []), target]);
  }
  return [...groups].map(([said, group]) => `${said} in ${shorts(group)}`);
}

const missingWords: Words = ({ preview }) => {
  const missing = preview.config?.missing ?? [];
  if (missing.length > 1) return `${missing.length} config names are missing`;
  return missing[0] ? `${missing[0]} is missing` : null;
};

const processWords: Words = ({ preview }) => {
  // A removed release phase is not a dyno that stops; its own line mentions it.
  const removed = (preview.processes?.removed ?? [])
    .map((process) => process.name)
    .filter((name) => name !== "release");
  if (removed.length === 0) return null;
  return `${listed(removed)} ${removed.length === 1 ? "goes" : "go"} away`;
};

const stackWords: Words = ({ preview: { stack } }) =>
  stack.changed ? `the stack changes from ${stack.from} to ${stack.to}` : null;

const shorts = (targets: readonly SeenTarget[]) => listed(targets.map((target) => target.short));
