import { formatDate, type Zone } from "@/lib/format/format";

/** The cause of a release, behind its code's own text: "Retry webhooks · rolled back to v41". */
export const rolledBackTo = (version: number) => `rolled back to v${version}`;

export const rolledBackCodeTo = (version: number) => `rolled back to v${version}, code only`;

export const retryOf = (version: number) => `retry of v${version}`;

export const promotedFrom = (app: string) => `promoted from ${app}`;

export const INITIAL_RELEASE = "initial release";

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
