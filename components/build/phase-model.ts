import type { DynoFact } from "@/lib/apps/dyno-facts";
import { PHASES, type Phase, type Section } from "@/lib/log-viewer/engine/sections";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { hasRun } from "@/lib/timeline/did-run";

export type PhaseState = {
  phase: Phase;
  /** `unread`: the build has ended, and its output does not show yet how far it came. */
  kind: "done" | "running" | "failed" | "canceled" | "ahead" | "unread";
  /** Duration in ms; null when it did not end or was not observed. */
  took: number | null;
  /** When it started, in ms since the epoch. */
  since: number | null;
  /** Its first line in the output, from 0; null if it has none. */
  line: number | null;
};

type PhaseInput = {
  build: Build;
  sections: readonly Section[];
  /** When a line arrived, ms since the epoch; null if it was not observed. */
  arrivedAt(line: number): number | null;
  /** When the last line arrived, ms since the epoch; null while the output has not been read to its end. */
  endedAt: number | null;
  /** The release that the build made. */
  release: Release | null;
  /** The dynos of the app, if that release is the current one. */
  dynos: readonly DynoFact[];
};

const IN_OUTPUT: readonly Phase[] = PHASES.slice(0, 4);

/** Returns the six phases of a build: the first four from its output, then its release, then the dynos. */
export function phasesOf(input: PhaseInput): PhaseState[] {
  const { build, release, dynos } = input;
  const reached = Math.max(0, ...input.sections.map((section) => IN_OUTPUT.indexOf(section.phase)));
  const inOutput = IN_OUTPUT.map((phase, index): PhaseState => {
    const kind = kindInOutput(input, index, reached);
    return { phase, kind, ...timesOf(phase, kind, input), line: lineOf(phase, input.sections) };
  });
  const none = { took: null, since: null, line: null };
  return [
    ...inOutput,
    { ...none, phase: "release", line: lineOf("release", input.sections), ...releaseOf(build, release) },
    { ...none, phase: "dynos", kind: release?.ran === "ran" ? dynosOf(dynos) : "ahead" },
  ];
}

function kindInOutput(
  { build, sections, endedAt }: PhaseInput,
  index: number,
  reached: number,
): PhaseState["kind"] {
  if (build.status === "succeeded" || index < reached) return "done";
  // The failed phase is unknown until the output has been read to its end.
  if (build.status === "failed" && endedAt === null) return "unread";
  if (index > reached) return "ahead";
  if (build.status === "failed") {
    return build.canceled_by ? "canceled" : "failed";
  }
  // The output contains a heading of the release while the build is still pending.
  return sections.at(-1)?.phase === "release" ? "done" : "running";
}

function lineOf(phase: Phase, sections: readonly Section[]): number | null {
  return sections.find((section) => section.phase === phase)?.line ?? null;
}

function timesOf(
  phase: Phase,
  kind: PhaseState["kind"],
  { sections, arrivedAt, endedAt }: PhaseInput,
): { took: number | null; since: number | null } {
  const line = lineOf(phase, sections);
  const from = line === null ? null : arrivedAt(line);
  if (line === null || from === null || kind === "ahead" || kind === "unread")
    return { took: null, since: null };
  if (kind === "running") return { took: null, since: from };
  const next = sections.find((section) => section.line > line && section.phase !== phase);
  const to = next ? arrivedAt(next.line) : endedAt;
  return { took: to === null ? null : to - from, since: null };
}

function releaseOf(build: Build, release: Release | null): Pick<PhaseState, "kind" | "took" | "since"> {
  if (build.status !== "succeeded") return { kind: "ahead", took: null, since: null };
  const from = release ? Date.parse(release.created_at) : null;
  if (!release || from === null || release.status === "pending" || release.status === "unknown") {
    return { kind: "running", took: null, since: from };
  }
  const kind = hasRun(release) ? "done" : release.status === "failed" ? "failed" : "canceled";
  // An expired release was last changed when it expired.
  const took = release.status === "expired" ? null : Math.max(0, Date.parse(release.updated_at) - from);
  return { kind, took, since: null };
}

function dynosOf(dynos: readonly DynoFact[]): PhaseState["kind"] {
  if (dynos.some((fact) => fact.kind === "bad")) return "failed";
  if (dynos.some((fact) => fact.kind === "live" || fact.kind === "warn")) return "running";
  return "done";
}
