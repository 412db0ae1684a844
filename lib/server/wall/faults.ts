import { SlipwayError } from "@/lib/errors/slipway-error";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WallState } from "@/lib/schemas/wall";
import { remainingCalls } from "@/lib/server/heroku/rate";

type Paired = Extract<WallState, { state: "paired" }>;
type Fault = NonNullable<Paired["fault"]>;

/** Data on a wall is read at least this often. */
const PERIOD_MS = 25_000;
/** Below this many calls left everything is read more rarely. */
const SCARCE = 500;
const SLOW_MS = 45_000;

/** How often a screen's data is read with an account's calls, in ms, and whether that is to spare them. */
export function paceOf(accountId: string): { periodMs: number; slowed: boolean } {
  const slowed = (remainingCalls(accountId) ?? Number.POSITIVE_INFINITY) < SCARCE;
  return { periodMs: slowed ? SLOW_MS : PERIOD_MS, slowed };
}

/** Upstream fails when none of a screen's apps could be read anew; one alone grows old by itself. */
export function faultOf(summaries: readonly AppSummary[], slowed: boolean, now: Date): Fault | null {
  const since = now.toISOString();
  const failed = summaries.flatMap((summary) => summary.failed ?? []);
  if (failed.length > 0 && failed.length === summaries.length) return herokuFault(failed[0], since);
  return slowed ? { kind: "slowed", since, detail: "" } : null;
}

/** The fault that an error of a whole look stands for; null when it is our own. */
export function faultOfError(error: unknown, now: Date): Fault | null {
  if (!(error instanceof SlipwayError)) return null;
  if (error.id === "rate_limit") return { kind: "slowed", since: now.toISOString(), detail: "" };
  const upstream = error.id.startsWith("upstream_") || error.status === 403 || error.status === 404;
  return upstream ? herokuFault(error.message, now.toISOString()) : null;
}

/** The fault of a screen that nobody's grant reads for any more: how to pair it again. */
export function noGrant(name: string, since: string): Fault {
  return {
    kind: "no grant",
    since,
    detail: `In Slipway open Screens and press “Back it” beside ${name}. Nothing has to be done at this screen.`,
  };
}

function herokuFault(message: string | undefined, since: string): Fault {
  return { kind: "heroku", since, detail: /\b(?:4|5)\d\d\b/.exec(message ?? "")?.[0] ?? "" };
}
