import type { App } from "@/lib/schemas/app";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WatchLimits } from "./limits";
import type { NewestItem, NewestItems, Poll, Read, ViewerKind } from "./types";

type Named = { id: string; name: string };

/** What happens to the watch. `read` is the number of a read in progress; `grant` and `stream` are ids. */
export type StateEvent =
  | { type: "tick" }
  // Requests of viewers.
  | { type: "grantUsed"; grant: string; account: string }
  | { type: "listRequested"; grant: string }
  | { type: "appFound"; grant: string; app: App }
  | { type: "appNotFound"; grant: string; name: string }
  /** `isOnce` keeps the polls that exist, so that the new ones can be ended. */
  | { type: "polled"; grant: string; apps: readonly Named[]; kind: ViewerKind; isOnce: boolean }
  | { type: "pollsEnded"; grant: string; polls: ReadonlyMap<string, Poll> }
  | { type: "subscribed"; grant: string; stream: number; apps: readonly Named[]; kind: ViewerKind }
  | { type: "unsubscribed"; grant: string; stream: number }
  | { type: "viewed"; apps: readonly string[] }
  | { type: "agesDue"; grant: string; stream: number }
  | { type: "summariesShown"; grant: string; summaries: readonly AppSummary[] }
  // Answers of upstream.
  | { type: "listed"; read: number; apps: readonly App[] }
  | { type: "couplingsRead"; read: number; pipelines: ReadonlyMap<string, string> }
  | { type: "summaryRead"; read: number; summary: AppSummary }
  | { type: "newestRead"; read: number; facts: ReadonlyMap<string, NewestItems> }
  | { type: "pendingRead"; read: number; builds: readonly NewestItem[]; releases: readonly NewestItem[] }
  /** Null when the account has no access to them. */
  | { type: "dynosRead"; read: number; dynos: AppSummary["dynos"] | null }
  | { type: "readFailed"; read: number; error: unknown }
  // Reports: an app, by id or name, changed; another server read an app `ageMs` ago, null when it is unchanged.
  | { type: "changeReported"; app: string }
  | { type: "couplingsChanged" }
  | { type: "peerRead"; app: string; summary: AppSummary | null; ageMs: number };

/** What the runner is to do. */
export type Effect =
  | { type: "read"; id: number; read: Read; isPlanned: boolean }
  /** Sets the only timer; null cancels it. */
  | { type: "wake"; at: number | null }
  | { type: "send"; stream: number; event: WatchEvent }
  | { type: "endStream"; stream: number }
  | { type: "forgetGrant"; grant: string }
  /** Sends the other servers the summary of an app that was read here; null if it is unchanged. */
  | { type: "shareRead"; app: string; summary: AppSummary | null }
  /** Notifies the other servers of a change to an app that this server does not poll. */
  | { type: "forwardChange"; app: string }
  /** Claims the apps that are watched here. */
  | { type: "shareWatched"; apps: readonly string[] }
  /** Invalidates what was derived from an app's earlier state. */
  | { type: "invalidate"; app: string }
  /** Reports a change that polling found although a webhook should have announced it. */
  | { type: "reportMissed"; app: string };

/** What `reduce` needs to know besides the state. */
export type Environment = {
  readonly now: number;
  readonly limits: WatchLimits;
  readonly random: () => number;
  /** Returns the remaining calls of an account; null while unknown. */
  readonly remaining: (account: string) => number | null;
  /** True if webhooks report changes of the app. */
  readonly isInstant: (app: string) => boolean;
  /** True if this server is the one that reads the app from upstream. */
  readonly isOurs: (app: string) => boolean;
};
