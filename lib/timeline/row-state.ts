import { formatSpan } from "@/lib/format/span";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { causeOf } from "./describe";
import { hasRun } from "./did-run";
import { hasCode } from "./lineage";

/** The kind of a glyph and its word. `none` is drawn as an empty box. */
export type RowState = {
  kind: "live" | "ok" | "past" | "bad" | "repaired" | "canceled" | "unknown" | "none";
  label: string;
};

/**
 * The context of a row: whether a newer one superseded it, and how long its release was the current one (ms; null
 * when unknown).
 */
export type Surroundings = { repaired: boolean; ranMs: number | null };

/** Returns the state of a build that made no release (yet). */
export function buildState(build: Build, repaired: boolean): RowState {
  switch (build.status) {
    case "pending":
      return { kind: "live", label: "building" };
    case "succeeded":
      return { kind: "past", label: "built" };
    case "failed":
      if (build.canceled_by) return { kind: "canceled", label: "canceled" };
      return { kind: repaired ? "repaired" : "bad", label: "failed" };
    case "unknown":
      return { kind: "unknown", label: "unknown" };
  }
}

/** Returns the state of a release. Only the running one has the green tick. */
export function releaseState(release: Release, { repaired, ranMs }: Surroundings): RowState {
  switch (release.status) {
    case "pending":
      return { kind: "live", label: "releasing" };
    case "succeeded":
      if (!hasCode(release)) return { kind: "none", label: isFirst(release) ? "created" : "config" };
      if (release.current) return { kind: "ok", label: "runs" };
      return { kind: "past", label: ranLabel(ranMs) };
    case "failed":
      return { kind: repaired ? "repaired" : "bad", label: "failed" };
    case "expired":
      return expiredState(release, ranMs);
    case "unknown":
      return { kind: "unknown", label: "unknown" };
  }
}

/** An expired release that ran is past like any other. The end of one that is not known to have run is unknown. */
function expiredState(release: Release, ranMs: number | null): RowState {
  if (release.current) return { kind: "unknown", label: "runs, expired" };
  if (!hasRun(release)) return { kind: "canceled", label: "expired" };
  return { kind: "past", label: ranLabel(ranMs) };
}

const ranLabel = (ranMs: number | null) => (ranMs === null ? "ran" : `ran ${formatSpan(ranMs)}`);

function isFirst(release: Release): boolean {
  return causeOf(release.description).kind === "initial";
}
