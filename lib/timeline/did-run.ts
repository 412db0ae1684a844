import type { DidRun, Release, UpstreamRelease } from "@/lib/schemas/release";

/**
 * A release's artifacts are destroyed once it is older than this and not among the newest `KEPT_RELEASES` of its
 * app.
 */
export const KEPT_MS = 30 * 24 * 60 * 60_000;
const KEPT_RELEASES = 20;

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
function isBeyondRetention(
  { version, created_at }: Pick<UpstreamRelease, "version" | "created_at">,
  newest: number,
  at: number,
): boolean {
  return newest - version >= KEPT_RELEASES && at - Date.parse(created_at) > KEPT_MS;
}

/** Returns true if a release's code ran. */
export const hasRun = ({ ran }: Pick<Release, "ran">) => ran === "ran";

/**
 * How long a release can be rolled back to. `until`: when it is 30 days old (ISO); `rank`: its position among the
 * app's releases, 1 being the newest. Its code is destroyed once it is older than that and its rank is beyond 20.
 */
export type Retention = { until: string; rank: number; newest: number };

/** `newest` is the version of the app's newest release. */
export function retentionOf(
  { version, created_at }: Pick<Release, "version" | "created_at">,
  newest: number,
): Retention {
  const until = new Date(Date.parse(created_at) + KEPT_MS).toISOString();
  return { until, rank: Math.max(1, newest - version + 1), newest: KEPT_RELEASES };
}
