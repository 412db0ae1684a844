import type { DidRun, Release, UpstreamRelease } from "@/lib/schemas/release";

/**
 * A release's artifacts are destroyed once it is older than this and not among the newest `KEPT_RELEASES` of its
 * app.
 */
export const KEPT_MS = 30 * 24 * 60 * 60_000;
export const KEPT_RELEASES = 20;

type Known = {
  /** The version of the app's newest release. */
  newest: number;
  /** The time of upstream's clock, in ms since the epoch. */
  at: number;
  /** true if the release is recorded here as failed. */
  failed: boolean;
};

/**
 * Returns whether a release's code ran. `expired` has two meanings upstream: the end of the release was never
 * reported, or its artifacts were destroyed by the retention rule, whatever the outcome was. An expired release that
 * the rule covers ran, unless it is known to have failed.
 */
export function didRun(
  release: Pick<UpstreamRelease, "status" | "current" | "version" | "created_at">,
  { newest, at, failed }: Known,
): DidRun {
  if (release.current || release.status === "succeeded") return "ran";
  if (release.status === "unknown") return "unknown";
  if (release.status !== "expired") return "not run";
  return isBeyondRetention(release, newest, at) && !failed ? "ran" : "not run";
}

/** Returns true if the retention rule covers a release: it is older than 30 days, and 20 releases are newer. */
export function isBeyondRetention(
  { version, created_at }: Pick<UpstreamRelease, "version" | "created_at">,
  newest: number,
  at: number,
): boolean {
  return newest - version >= KEPT_RELEASES && at - Date.parse(created_at) > KEPT_MS;
}

/** Returns true if a release's code ran. */
export const hasRun = ({ ran }: Pick<Release, "ran">) => ran === "ran";
