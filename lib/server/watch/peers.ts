import type { AppSummary } from "@/lib/schemas/summary";

/** Other servers that share the store. */
export type Peers = {
  /** True if this server is the one that reads the app from upstream. */
  isOurs: (app: string) => boolean;
  /** Called when apps become watched here. Resolves when their owner is known and other servers' data is loaded. */
  join: (apps: readonly string[]) => Promise<void>;
  /** Called with the ids of all apps watched here, whenever they may have changed. */
  shareWatched: (apps: readonly string[]) => void;
  /** Called after a read on this server, with the summary if it changed. */
  shareRead: (app: string, changed: AppSummary | null) => void;
  /** Called when an app changed that this server does not read. */
  forwardChange: (app: string) => void;
};

/** A single server without peers. */
export const alone: Peers = {
  isOurs: () => true,
  join: async () => undefined,
  shareWatched: () => undefined,
  shareRead: () => undefined,
  forwardChange: () => undefined,
};
