export type KeyedLock = {
  /** Runs jobs of the same key one after the other, in the order of the calls. */
  run<T>(key: string, job: () => Promise<T>): Promise<T>;
  /** Resolves when the current jobs of the key have ended. */
  settled(key: string): Promise<void>;
  allSettled(): Promise<void>;
};

/** Creates a lock per key; unused keys are removed. */
export function createKeyedLock(): KeyedLock {
  const last = new Map<string, Promise<unknown>>();
  const quiet = (promise: Promise<unknown> | undefined) =>
    Promise.resolve(promise).then(
      () => {},
      () => {},
    );

  return {
    run(key, job) {
      const result = quiet(last.get(key)).then(job);
      const done = quiet(result).then(() => {
        if (last.get(key) === done) last.delete(key);
      });
      last.set(key, done);
      return result;
    },
    settled: (key) => quiet(last.get(key)),
    async allSettled() {
      await Promise.all([...last.values()].map(quiet));
    },
  };
}
