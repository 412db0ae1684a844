import { formatBytes, formatDuration } from "@/lib/format/format";
import type { SeenTarget } from "./lane-target";
import type { Preview } from "./preview";

/** A sequence of text parts; `changed` ones are set in strong type. */
export type Words = { text: string; changed: boolean }[];

/**
 * Returns "web, worker same · + scheduler · − clock · web runs another command". The release phase has its own line.
 */
export function processWords({ processes }: Pick<Preview, "processes">): Words {
  if (!processes) return [{ text: "not known", changed: false }];
  const names = (list: readonly { name: string }[]) =>
    list.map((process) => process.name).filter((name) => name !== "release");
  const same = names(processes.same);
  const changed = names(processes.changed);
  const words = [
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
  return words.length > 0 ? words : [{ text: "none", changed: false }];
}

/** Returns "48.2 MB, 1.1 MB more · heroku-24 same": known facts only, and buildpacks only if they change. */
export function slugWords({
  size,
  stack,
  buildpacks,
}: Pick<Preview, "size" | "stack" | "buildpacks">): Words {
  const { bytes, difference } = size;
  const words: Words = [];
  if (bytes !== null)
    words.push({ text: `${formatBytes(bytes)}${differenceWords(difference)}`, changed: false });
  if (stack.changed) words.push({ text: `${stack.from} → ${stack.to}`, changed: true });
  else if (stack.to)
    words.push({ text: stack.changed === null ? stack.to : `${stack.to} same`, changed: false });
  if (buildpacks.changed) words.push({ text: `${buildpacks.from} → ${buildpacks.to}`, changed: true });
  return words.length > 0 ? words : [{ text: "nothing is known of it", changed: false }];
}

/** Returns ", 1.1 MB more", ", the same size", or "" when one side is unknown. */
function differenceWords(difference: number | null): string {
  if (difference === null) return "";
  if (difference === 0) return ", the same size";
  return `, ${formatBytes(Math.abs(difference))} ${difference > 0 ? "more" : "less"}`;
}

/** Returns "will run, last took 2 m 10 s", "none", or that it is unknown. */
export function releasePhaseWords({ runs, last_ms }: Preview["release_phase"]): string {
  if (runs === null) return "not known whether one runs";
  if (!runs) return "none";
  return last_ms === null ? "will run" : `will run, last took ${formatDuration(last_ms)}`;
}

/** Groups targets with equal text: [text, targets]. */
export function together<T>(
  targets: readonly SeenTarget[],
  say: (target: SeenTarget) => T,
): { said: T; targets: SeenTarget[] }[] {
  const groups = new Map<string, { said: T; targets: SeenTarget[] }>();
  for (const target of targets) {
    const said = say(target);
    const key = JSON.stringify(said);
    const group = groups.get(key);
    if (group) group.targets.push(target);
    else groups.set(key, { said, targets: [target] });
  }
  return [...groups.values()];
}
