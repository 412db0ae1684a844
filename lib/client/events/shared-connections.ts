/** HTTP/1.1 allows a browser six connections to us; two stay free for pages and clicks, however many tabs are open. */
export const LONG_CONNECTIONS = 4;

/** The part of Web Locks that is used: the same names are shared by all tabs and workers of the browser. */
export type Locks = {
  request<T>(
    name: string,
    options: { ifAvailable: true },
    act: (lock: object | null) => Promise<T>,
  ): Promise<T>;
};

/** Locks of this page or worker alone: Web Locks do not exist on plain http at another name than localhost. */
export function localLocks(): Locks {
  const taken = new Set<string>();
  return {
    async request(name, _options, act) {
      if (taken.has(name)) return act(null);
      taken.add(name);
      try {
        return await act({ name });
      } finally {
        taken.delete(name);
      }
    },
  };
}

const own = localLocks();

/** Where slots are taken: the browser's, or this page's own where there are none. */
export function sharedLocks(): Locks {
  const shared = globalThis.navigator?.locks;
  if (!shared) return own;
  return { request: (name, options, act) => shared.request(name, options, (lock) => act(lock)) };
}

/**
 * Runs `act` while holding one of the browser's few long-lived connections, when one is free: `held` is true, and the
 * answer may be waited on for as long as it lasts. Otherwise `held` is false: `act` must ask for what there is by now
 * (`wait=0`), which ends at once, and its caller asks again after a pause (`POLL_MS`), trying for a slot each time.
 * The slot is free again when `act` settles, and when its tab is closed or crashes. Rejects as `act` does.
 *
 *     const state = await withConnection((held) => readOnce({ wait: held }));
 */
export function withConnection<T>(
  act: (held: boolean) => Promise<T>,
  { locks = sharedLocks(), slots = LONG_CONNECTIONS }: { locks?: Locks; slots?: number } = {},
): Promise<T> {
  const tryFrom = (slot: number): Promise<T> => {
    if (slot >= slots) return act(false);
    return locks.request(`slipway-connection-${slot}`, { ifAvailable: true }, (lock) =>
      lock ? act(true) : tryFrom(slot + 1),
    );
  };
  return tryFrom(0);
}

/** How long one without a slot waits between two questions, in ms. */
export const POLL_MS = 1_500;
