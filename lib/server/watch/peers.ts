import type { Watched } from "./types";

/** Other servers that share the store. */
export type Peers = {
  /** Whether this server is the one that asks upstream about an app. */
  isOurs: (app: string) => boolean;
  /** Somebody here begins to look at these: resolves once it is known whose they are, and what others know of them. */
  join: (apps: readonly Watched[]) => Promise<void>;
  /** All apps that are looked at here, each time they may have changed. */
  wanted: (apps: readonly string[]) => void;
  /** What was read here, and whether it says anything new. */
  read: (app: Watched, isNews: boolean) => void;
  /** Something changed an app that another server asks about, or nobody. */
  touched: (app: string) => void;
};

/** One server. */
export const alone: Peers = {
  isOurs: () => true,
  join: async () => undefined,
  wanted: () => undefined,
  read: () => undefined,
  touched: () => undefined,
};
