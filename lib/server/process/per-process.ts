const STATE = Symbol.for("slipway.per-process");

/** A value that exists once in this process. Calling it returns the value, which is made at the first call. */
export type PerProcess<T> = {
  (): T;
  /** Returns the value if it was made. */
  existing(): T | undefined;
  /** Replaces the value. */
  set(value: T): void;
  /** Discards the value; the next call makes a new one. */
  reset(): void;
};

/**
 * Returns access to the process's one value of this name. Routes, pages and instrumentation are separate bundles, so a
 * variable of a module can exist several times; only `globalThis` is common to them.
 */
export function perProcess<T>(name: string, make: () => T): PerProcess<T> {
  const values = (): Map<string, T> => {
    const holder: typeof globalThis & { [STATE]?: Map<string, T> } = globalThis;
    holder[STATE] ??= new Map();
    return holder[STATE];
  };
  const get = (): T => {
    const existing = values().get(name);
    if (existing !== undefined) return existing;
    const made = make();
    values().set(name, made);
    return made;
  };
  return Object.assign(get, {
    existing: () => values().get(name),
    set: (value: T) => void values().set(name, value),
    reset: () => void values().delete(name),
  });
}
