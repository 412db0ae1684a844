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
