/** How often a test repeats what it does: in `npm test`, and at full length in `npm run soak`. */
export function count(inTest: number, inSoak: number): number {
  return process.env.SOAK ? inSoak : inTest;
}
