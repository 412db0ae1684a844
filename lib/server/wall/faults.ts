import { SlipwayError } from "@/lib/errors/slipway-error";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WallState } from "@/lib/schemas/wall";
import { watchLimits } from "@/lib/server/watch/limits";

type Paired = Extract<WallState, { state: "paired" }>;
type Fault = NonNullable<Paired["fault"]>;

/** How often the data of a screen is read, and how often while few calls are left. */
const PERIOD_MS = watchLimits.screenMs;
const SLOW_MS = 4 * PERIOD_MS;

/** How often a screen's data is read, in ms. */
export function periodOf(fault: Fault | null, timeScale = 1): number {
  return (fault?.kind === "slowed" ? SLOW_MS : PERIOD_MS) / timeScale;
}

/**
 * Returns the fault that keeps all apps of a screen from being fresh: upstream fails for every app, or few calls are left.
 * A single stale app is reported by its tile. `why` returns the watch's error of an app, by id.
 */
export function faultOf(
  summaries: readonly AppSummary[],
  why: (app: string) => "heroku" | "slowed" | null,
  now: Date,
): Fault | null {
  const since = now.toISOString();
  const kinds = summaries.map(({ app }) => why(app.id));
  if (kinds.length > 0 && kinds.every((kind) => kind === "heroku"))
    return herokuFault(summaries[0]?.failed ?? "", since);
  return kinds.includes("slowed") ? { kind: "slowed", since, detail: "" } : null;
}

/** Returns the fault for an error of the whole read; null for our own errors. */
export function faultOfError(error: unknown, now: Date): Fault | null {
  if (!(error instanceof SlipwayError)) return null;
  if (error.id === "rate_limit") return { kind: "slowed", since: now.toISOString(), detail: "" };
  const upstream = error.id.startsWith("upstream_") || error.status === 403 || error.status === 404;
  return upstream ? herokuFault(error.message, now.toISOString()) : null;
}

/** The fault of a screen without a working grant. */
export function noGrant(name: string, since: string): Fault {
  return {
    kind: "no grant",
    since,
    detail: `In Slipway open Screens and press “Back it” beside ${name}. Nothing has to be done at this screen.`,
  };
}

/** Returns only the status of upstream's message, such as "503". */
function herokuFault(message: string, since: string): Fault {
  return { kind: "heroku", since, detail: /\b[45]\d\d\b/.exec(message)?.[0] ?? "" };
}
