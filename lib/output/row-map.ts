import type { Section } from "./sections";

/** What stands in one row of the view: the head of a section (its index) or a line, both from 0. */
export type Row = { kind: "head"; section: number } | { kind: "line"; line: number };

type Block = { firstRow: number; section: number; head: boolean; firstLine: number; lines: number };

export type RowMapInput = {
  sections: readonly Section[];
  /** Lines there are. */
  count: number;
  /** Sections that are folded, named by their first line. */
  folded: ReadonlySet<number>;
  /** Shows these lines alone, ascending and without heads. */
  only: readonly number[] | null;
};

/** Which row shows what, with heads between the lines and folded sections left out. Cost follows the sections. */
export class RowMap {
  readonly length: number;
  /** Rows that are heads: asked for every row of a long output, so it must be cheap. */
  readonly heads: ReadonlySet<number>;
  readonly #blocks: Block[];
  readonly #only: readonly number[] | null;

  constructor({ sections, count, folded, only }: RowMapInput) {
    this.#only = only;
    this.#blocks = only ? [] : blocksOf(sections, count, folded);
    this.heads = new Set(this.#blocks.filter((block) => block.head).map((block) => block.firstRow));
    const last = this.#blocks.at(-1);
    this.length = only ? only.length : last ? last.firstRow + Number(last.head) + last.lines : 0;
  }

  at(row: number): Row {
    if (this.#only) return { kind: "line", line: this.#only[row] ?? 0 };
    const block =
      this.#blocks[lastAtOrBelow(this.#blocks.length, (at) => (this.#blocks[at]?.firstRow ?? 0) <= row)];
    if (!block) return { kind: "line", line: row };
    const within = row - block.firstRow - Number(block.head);
    return within < 0
      ? { kind: "head", section: block.section }
      : { kind: "line", line: block.firstLine + within };
  }

  /** The row of a line; of its section's head when it is folded; the nearest before it when it is left out. */
  rowOf(line: number): number {
    const { length } = this.#blocks;
    if (this.#only)
      return Math.max(
        0,
        lastAtOrBelow(this.#only.length, (at) => (this.#only?.[at] ?? 0) <= line),
      );
    const block = this.#blocks[lastAtOrBelow(length, (at) => (this.#blocks[at]?.firstLine ?? 0) <= line)];
    if (!block) return 0;
    if (block.lines === 0) return block.firstRow;
    return block.firstRow + Number(block.head) + Math.min(line - block.firstLine, block.lines - 1);
  }
}

function blocksOf(sections: readonly Section[], count: number, folded: ReadonlySet<number>): Block[] {
  // An output without headings needs no head above all of it.
  const headed = sections.length > 1 || sections[0]?.name !== "Start";
  const blocks: Block[] = [];
  let firstRow = 0;
  sections.forEach((section, index) => {
    const end = sections[index + 1]?.line ?? count;
    const lines = headed && folded.has(section.line) ? 0 : Math.max(0, end - section.line);
    blocks.push({ firstRow, section: index, head: headed, firstLine: section.line, lines });
    firstRow += Number(headed) + lines;
  });
  if (blocks.length === 0 && count > 0) {
    blocks.push({ firstRow: 0, section: -1, head: false, firstLine: 0, lines: count });
  }
  return blocks;
}

/** The last index below `length` for which `holds`, given that it holds for a beginning only; -1 for none. */
function lastAtOrBelow(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
