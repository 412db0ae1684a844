import { formatBytes, formatDuration } from "@/lib/format/format";
import type { SeenTarget } from "./lane-target";
import type { Preview } from "./preview";

/** A sequence of text parts; `changed` ones are set in strong type. */
export type TextParts = { text: string; changed: boolean }[];

/**
 * Returns "web, worker same · + scheduler · − clock · web runs another command". The release phase has its own line.
 */
export function processParts({ processes }: Pick<Preview, "processes">): TextParts {
  if (!processes) return [{ text: "not known", changed: false }];
  const names = (list: readonly { name: string }[]) =>
    list.map((process) => process.name).filter((name) => name !== "release");
  const same = names(processes.same);
  const changed = names(processes.changed);
  const parts = [
    ...(same.length > 0 ? [{ text: `${same.join(", ")} same`, changed: false }] : []),
    ...names(processes.added).map((name) => ({ text: `+ ${name}`, changed: true })),
    ...names(processes.removed).map((name) => ({ text: `− ${name}`, changed: true })),
    ...(changed.length > 0
      ? [
          {
            text: `${changed.join(", ")} ${changed.length === 1 ? "runs another command" : "run other commands"}`,
            changed: true,
          },
        ]
      : []),
  ];
  return parts.length > 0 ? parts : [{ text: "none", changed: false }];
}

/** Returns "48.2 MB, 1.1 MB more · heroku-24 same": known facts only, and buildpacks only if they change. */
export function slugParts({
  size,
  stack,
  buildpacks,
}: Pick<Preview, "size" | "stack" | "buildpacks">): TextParts {
  const { bytes, difference } = size;
  const parts: TextParts = [];
  if (bytes !== null)
    parts.push({ text: `${formatBytes(bytes)}${differenceText(difference)}`, changed: false });
  if (stack.changed) parts.push({ text: `${stack.from} → ${stack.to}`, changed: true });
  else if (stack.to)
    parts.push({ text: stack.changed === null ? stack.to : `${stack.to} same`, changed: false });
  if (buildpacks.changed) parts.push({ text: `${buildpacks.from} → ${buildpacks.to}`, changed: true });
  return parts.length > 0 ? parts : [{ text: "nothing is known of it", changed: false }];
}

/** Returns ", 1.1 MB more", ", the same size", or "" when one side is unknown. */
function differenceText(difference: number | null): string {
  if (difference === null) return "";
  if (difference === 0) return ", the same size";
  return `, ${formatBytes(Math.abs(difference))} ${difference > 0 ? "more" : "less"}`;
}

/** Returns "will run, last took 2 m 10 s", "none", or that it is unknown. */
export function releasePhaseText({ runs, last_ms }: Preview["release_phase"]): string {
  if (runs === null) return "not known whether one runs";
  if (!runs) return "none";
  return last_ms === null ? "will run" : `will run, last took ${formatDuration(last_ms)}`;
}

/** Groups targets by an equal value. */
export function groupTargets<T>(
  targets: readonly SeenTarget[],
  select: (target: SeenTarget) => T,
): { value: T; targets: SeenTarget[] }[] {
  const groups = new Map<string, { value: T; targets: SeenTarget[] }>();
  for (const target of targets) {
    const value = select(target);
    const key = JSON.stringify(value);
    const group = groups.get(key);
    if (group) group.targets.push(target);
    else groups.set(key, { value, targets: [target] });
  }
  return [...groups.values()];
}
