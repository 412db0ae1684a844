import { formatDuration } from "@/lib/format/format";
import { formatSpan } from "@/lib/format/span";
import type { ConfigChanges } from "@/lib/schemas/review";
import type { Candidate } from "./roll-back";

/**
 * Returns "ran 15 h without a crash", "ran 2 h, 3 crashes"; if config changes followed soon, "ran 1 m, its code 6
 * d". `crashes` is null when unknown, and is then left out.
 */
export function ranWords({ ranMs, codeMs }: Candidate, crashes: number | null): string {
  if (ranMs === null) return "ran before what is shown here";
  const code =
    codeMs !== null && codeMs >= 2 * ranMs && codeMs > 60_000 ? `, its code ${formatSpan(codeMs)}` : "";
  const ran = `ran ${formatSpan(ranMs)}${code}`;
  if (crashes === null) return ran;
  if (crashes === 0) return `${ran} without a crash`;
  return `${ran}, ${crashes} ${crashes === 1 ? "crash" : "crashes"}`;
}

/** Returns the names of the config vars that a rollback would change, in one list. */
export function changedNames({ added, removed, changed }: ConfigChanges): string[] {
  return [...new Set([...added, ...removed, ...changed])].sort();
}

/**
 * Returns what "v10 as it was" restores, up to the names: "Code and 2 config names:", "Code. No config var
 * differs.". `count` is null when the names could not be read, or not yet.
 */
export function restoredWords(codeChanges: boolean, count: number | null): string {
  const code = codeChanges ? "Code" : "The same code as now";
  if (count === null) return `${code} and the config vars of that time.`;
  if (count === 0) return `${code}. No config var differs.`;
  return `${code} and ${count} config ${count === 1 ? "name" : "names"}:`;
}

/** "The database stays as it is. The release phase runs again (about 20 s)." */
export function staysWords(releasePhase: boolean, lastMs: number | null): string {
  if (!releasePhase) return "The database stays as it is.";
  const about = lastMs === null ? "" : ` (about ${formatDuration(Math.max(1_000, lastMs))})`;
  return `The database stays as it is. The release phase runs again${about}.`;
}

/**
 * Returns the description of a release that restores only the code of another. It differs from upstream's own
 * "Rollback to v41", which restores the config vars as well.
 */
export const codeOnlyDescription = (version: number) => `Code of v${version}`;
