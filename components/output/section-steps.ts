/** Returns the first line of the section after (1) or before (-1) that of `line`, or null. */
export function sectionBeside(
  sections: readonly { line: number }[],
  line: number,
  by: 1 | -1,
): number | null {
  const holding = sections.findLastIndex((section) => section.line <= line);
  return sections[holding + by]?.line ?? null;
}
