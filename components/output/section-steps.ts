/** The first line of the section after (1) or before (-1) the one that holds `line`; null where there is none. */
export function sectionBeside(
  sections: readonly { line: number }[],
  line: number,
  by: 1 | -1,
): number | null {
  const holding = sections.findLastIndex((section) => section.line <= line);
  return sections[holding + by]?.line ?? null;
}
