/**
 * HTTP/1.1 allows a browser six connections to a host; two stay free for pages and clicks, however many tabs are
 * open.
 */
export const LONG_CONNECTIONS = 4;

/** The part of Web Locks that is used here: all tabs and workers of the browser share the names. */
export type Locks = {
  request<T>(
    name: string,
    options: { ifAvailable: true },
    act: (lock: object | null) => Promise<T>,
  ): Promise<T>;
};

/** Locks of this page or worker alone: Web Locks do not exist on plain HTTP at hosts other than localhost. */
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

/** Returns the browser's locks, or this page's own if there are none. */
export function sharedLocks(): Locks {
  const shared = globalThis.navigator?.locks;
  if (!shared) return own;
  return { request: (name, options, act) => shared.request(name, options, (lock) => act(lock)) };
}

/**
 * Runs `act` while holding one of the browser's few long-lived connections, if one is free: `held` is then true, and
 * the request may stay open. Otherwise `held` is false: `act` has to request what is available now (`wait=0`), and
 * the caller tries again after `POLL_MS`. The connection is released when `act` settles, and when its tab is closed
 * or crashes. Rejects if `act` does.
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

/** The interval between requests without a long-lived connection, in ms. */
export const POLL_MS = 1_500;
