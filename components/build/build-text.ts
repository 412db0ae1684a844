import type { StateKind } from "@/components/ui/state";
import { shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/build";
import * as common from "@/lib/text/common";
import { hasRun } from "@/lib/timeline/did-run";
import { hasCode } from "@/lib/timeline/lineage";
import type { PhaseState } from "./phase-model";

/** Returns the name of a build: its source's version, else the start of its id. */
export function buildName(build: Build): string {
  const { version } = build.source_blob;
  return version ? shortCommit(version) : build.id.slice(0, 8);
}

/** Returns the state of a build for its title: "Failed in build", "Building", "Built". */
export function buildTitleState(
  build: Build,
  release: Release | null,
  phases: readonly PhaseState[],
): { kind: StateKind; label: string } {
  switch (build.status) {
    case "pending":
      return { kind: "live", label: common.building };
    case "unknown":
      return { kind: "unknown", label: text.stateUnknown };
    case "failed": {
      if (build.canceled_by)
        return { kind: "canceled", label: text.stateCanceledBy(shortNameOf(build.canceled_by)) };
      const phase = phases.find((each) => each.kind === "failed")?.phase;
      return { kind: "bad", label: text.stateFailedIn(phase) };
    }
    case "succeeded":
      if (release?.status === "pending") return { kind: "live", label: text.stateReleasing };
      if (release?.status === "failed") return { kind: "bad", label: text.stateFailedInRelease };
      return {
        kind: release?.current && release.status !== "expired" ? "ok" : "past",
        label: common.built,
      };
  }
}

/** Returns what runs now: "v12 runs until it succeeds", "v87 still runs", "runs as v13 · web up 1/1". */
export function runsMeanwhile(
  build: Build,
  release: Release | null,
  current: Release | null,
  dynos: string | null,
): string | null {
  const running = current && hasCode(current) ? `v${current.version}` : null;
  if (build.status === "pending") return running ? text.runsUntilItSucceeds(running) : text.nothingRunsYet;
  if (build.status === "succeeded" && release) {
    if (release.current) return [common.runsAsVersion(release.version), dynos].filter(Boolean).join(" · ");
    if (release.status === "pending")
      return running ? text.runsUntilItIsReleased(running) : text.beingReleased;
    if (hasRun(release)) return running ? text.wasVersion(release.version, running) : null;
  }
  return running ? text.stillRuns(running) : common.nothingRunsText;
}
