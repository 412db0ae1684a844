import type { Watched } from "./world";

/** Other servers that share the store. */
export type Peers = {
  /** Whether this server is the one that asks upstream about an app. */
  isOurs: (app: string) => boolean;
  /** Told each time the apps that are looked at here may have changed. */
  wanted: (apps: Iterable<string>) => void;
  /** What was read here, and whether it says anything new. */
  read: (app: Watched, isNews: boolean) => void;
  /** Something changed an app that nobody looks at here. */
  touched: (app: string) => void;
};

/** One server. */
export const alone: Peers = {
  isOurs: () => true,
  wanted: () => undefined,
  read: () => undefined,
  touched: () => undefined,
};
