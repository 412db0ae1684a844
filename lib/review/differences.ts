export type Process = { name: string; command: string };

/** Process types by name: those that the target gains, loses, gets with another command, and keeps. */
export type ProcessDifference = {
  added: Process[];
  removed: Process[];
  changed: { name: string; from: string; to: string }[];
  same: Process[];
};

type ProcessTypes = Readonly<Record<string, string>>;

/** Compares two sets of process types; returns null when one side is unknown. */
export function processDifference(
  source: ProcessTypes | null,
  target: ProcessTypes | null,
): ProcessDifference | null {
  if (!source || !target) return null;
  const before = new Map(Object.entries(target));
  const after = new Map(Object.entries(source));
  const difference: ProcessDifference = { added: [], removed: [], changed: [], same: [] };
  for (const [name, to] of [...after].sort(webFirst)) {
    const from = before.get(name);
    if (from === undefined) difference.added.push({ name, command: to });
    else if (from === to) difference.same.push({ name, command: to });
    else difference.changed.push({ name, from, to });
  }
  for (const [name, command] of [...before].sort(webFirst))
    if (!after.has(name)) difference.removed.push({ name, command });
  return difference;
}

/** The config var names that only one side has: those that the target lacks, and those that only the target has. */
export type NameDifference = { missing: string[]; extra: string[] };

/** Compares names; returns null when one side may not be read. */
export function nameDifference(
  source: readonly string[] | null,
  target: readonly string[] | null,
): NameDifference | null {
  if (!source || !target) return null;
  const only = (names: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return [...new Set(names)].filter((name) => !known.has(name)).sort();
  };
  return { missing: only(source, target), extra: only(target, source) };
}

/** A fact of both sides. `changed` is null when one side is unknown. */
export type Fact<T> = { from: T | null; to: T | null; changed: boolean | null };

export function factOf<T>(source: T | null, target: T | null): Fact<T> {
  const known = source !== null && target !== null;
  return { from: target, to: source, changed: known ? source !== target : null };
}

function webFirst([a]: [string, string], [b]: [string, string]): number {
  return Number(b === "web") - Number(a === "web") || (a < b ? -1 : 1);
}
