/**
 * Returns the length of the prefix that all names share, up to a hyphen. Every name keeps at least one part after
 * it.
 */
export function sharedStart(names: readonly string[]): number {
  const [first = ""] = names;
  if (names.length < 2) return 0;
  let shared = 0;
  for (let at = first.indexOf("-"); at !== -1; at = first.indexOf("-", at + 1)) {
    const start = first.slice(0, at + 1);
    if (!names.every((name) => name.startsWith(start))) break;
    shared = start.length;
  }
  return shared;
}
