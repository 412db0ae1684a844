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

export type Backoff = { firstMs: number; lastMs: number };

/** Pause in ms after the nth failure in a row: doubles up to `lastMs`; the jitter takes off up to half of it. */
export function backoff(failures: number, { firstMs, lastMs }: Backoff, random = Math.random): number {
  const full = Math.min(lastMs, firstMs * 2 ** (failures - 1));
  return full * (0.5 + random() / 2);
}

/** Maps with at most `limit` calls under way at a time; results in the order of the items. */
export async function mapAtMost<T, R>(items: T[], limit: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await act(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
