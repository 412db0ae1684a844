import { formatDate, type Zone } from "@/lib/format/format";

/** The cause of a release, behind its code's own text: "Retry webhooks · rolled back to v41". */
export const rolledBackTo = (version: number) => `rolled back to v${version}`;

export const rolledBackCodeTo = (version: number) => `rolled back to v${version}, code only`;

export const retryOf = (version: number) => `retry of v${version}`;

export const promotedFrom = (app: string) => `promoted from ${app}`;

export const initialRelease = "initial release";

/** `until` (ISO) and `rank` as in retention; `newest`: how many of the newest releases are kept. */
type Retention = { until: string; rank: number; newest: number };

/**
 * How long a release can be rolled back to: "kept until 12 December at least, longer while among the newest 20 (now
 * 15th)". Both must be over before it expires. `now` is in ms since the epoch.
 */
export function keptWords({ until, rank, newest }: Retention, now: number, zone: Zone | undefined): string {
  const young = Date.parse(until) > now;
  const day = formatDate(until, now, zone);
  if (rank > newest) return young ? `kept until ${day}` : "may expire at any time";
  const among = `while among the newest ${newest} (now ${ordinal(rank)})`;
  return young ? `kept until ${day} at least, longer ${among}` : `kept ${among}`;
}

/** Why an expired release cannot be rolled back to, and has no slug. */
export const EXPIRED = "Heroku has destroyed its code: it is older than 30 days and not among the newest 20.";

const suffixes = new Map([
  ["one", "st"],
  ["two", "nd"],
  ["few", "rd"],
]);
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });

/** 15 → "15th", 1 → "1st" (the newest). */
function ordinal(place: number): string {
  return `${place}${suffixes.get(ordinals.select(place)) ?? "th"}`;
}

export const afterTheRollback = "After the rollback";
export const isMarked = (version: number) => `v${version} is marked: nobody promotes it without a reason.`;
export const canStillBePromoted = (version: number) =>
  `v${version} can still be promoted or released again, by somebody or by a robot.`;
export const openDoNotPromote = (version: number) => `Do not promote v${version}…`;
export const versionTitle = (version: string) => `Release v${version}`;
export const noCodeReleasedYet = "No code has been released yet.";
/** Whether a release can be rolled back to. */
export const noItHasExpired = "no, it has expired";
export const no = "no";
export const yesWhileItRuns = "yes, kept while it runs";
export const yesKept = (kept: string) => `yes, ${kept}`;
export const releaseVersion = (version: number | string) => `v${version}`;
export const releaseFailed = "release failed";
export const isConfigChange = (version: number, names: number) =>
  `v${version} is a config change${names > 0 ? ` of ${names} ${names === 1 ? "name" : "names"}` : ""}`;
export const itKeptTheCodeOf = ". It kept the code of ";
export const itKeptTheCode = ". It kept the code.";
export const tabTitle = (app: string, version: number | string) => `${app} v${version}`;
export const openBuild = "Open build";
export const releasesOf = (app: string) => `Releases · ${app}`;
export const noReleasesYet = "No releases yet. The first build that succeeds makes one.";

export const canBeRolledBackTo = "Can be rolled back to";
export const build = "Build";
export const madeAt = "Made at";
export const byLabel = "By";
