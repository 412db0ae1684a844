import type { AppSummary } from "@/lib/schemas/summary";

/** Other servers that share the store. */
export type Peers = {
  /** True if this server is the one that reads the app from upstream. */
  isOurs: (app: string) => boolean;
  /** Called when apps become watched here. Resolves when their owner is known and other servers' data is loaded. */
  join: (apps: readonly string[]) => Promise<void>;
  /** Receives the ids of all apps watched here, whenever they may have changed. */
  wanted: (apps: readonly string[]) => void;
  /** Called after a read on this server, with the summary if it changed. */
  read: (app: string, changed: AppSummary | null) => void;
  /** Called when an app changed that this server does not read. */
  touched: (app: string) => void;
};

/** A single server without peers. */
export const alone: Peers = {
  isOurs: () => true,
  join: async () => undefined,
  wanted: () => undefined,
  read: () => undefined,
  touched: () => undefined,
};
