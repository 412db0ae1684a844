/** Returns how often a test repeats: a small number in `npm test`, the full one in `npm run soak`. */
export function count(inTest: number, inSoak: number): number {
  return process.env.SOAK ? inSoak : inTest;
}
