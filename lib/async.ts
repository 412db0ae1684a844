/** Resolves after `ms`, or as soon as `signal` is aborted. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}

/** Resolves when `work` does, or after `ms`; the work then goes on. Rejects if the work does before. */
export async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, wait(ms, done.signal)]).finally(() => done.abort());
}

export type Backoff = { firstMs: number; lastMs: number };

/** Returns the pause in ms after the nth failure in a row: it doubles up to `lastMs`, minus a jitter of up to half of it. */
export function backoff(failures: number, { firstMs, lastMs }: Backoff, random = Math.random): number {
  const full = Math.min(lastMs, firstMs * 2 ** (failures - 1));
  return full * (0.5 + random() / 2);
}

/** Maps items with at most `limit` concurrent calls. Returns the results in the order of the items. */
export async function mapAtMost<T, R>(
  items: readonly T[],
  limit: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await act(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
