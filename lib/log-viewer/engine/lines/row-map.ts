import type { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import type { Section } from "@/lib/log-viewer/engine/sections";

/** The content of a row of the view: the head of a section (its index) or a line, both from 0. */
export type Row = { kind: "head"; section: number } | { kind: "line"; line: number };

type Block = { firstRow: number; section: number; head: boolean; firstLine: number; lines: number };

export type RowMapInput = {
  sections: readonly Pick<Section, "line" | "name">[];
  /** The number of lines. */
  count: number;
  /** The folded sections, by their first line. */
  folded: ReadonlySet<number>;
  /** Shows only these lines, ascending and without heads. */
  only: NumberList | null;
};

/** Heights of a line's row and of a head's row, in px. */
export type RowHeights = { line: number; head: number };

/** Maps rows to lines and section heads; folded sections have a head only. Cost depends on the number of sections. */
export class RowMap {
  readonly length: number;
  /** True if sections have heads. */
  readonly headed: boolean;
  readonly #blocks: Block[];
  readonly #only: NumberList | null;

  constructor({ sections, count, folded, only }: RowMapInput) {
    this.#only = only;
    this.#blocks = only ? [] : blocksOf(sections, count, folded);
    const last = this.#blocks.at(-1);
    this.headed = last?.head ?? false;
    this.length = only ? only.length : last ? last.firstRow + Number(last.head) + last.lines : 0;
  }

  at(row: number): Row {
    if (this.#only) return { kind: "line", line: this.#only.at(row) };
    const block = this.#blocks[this.#last((each) => each.firstRow <= row)];
    if (!block) return { kind: "line", line: row };
    const within = row - block.firstRow - Number(block.head);
    return within < 0
      ? { kind: "head", section: block.section }
      : { kind: "line", line: block.firstLine + within };
  }

  /** Returns the row of a line; its section's head if folded; the nearest row before it if filtered out. */
  rowOf(line: number): number {
    if (this.#only) return Math.max(0, this.#only.upTo(line) - 1);
    const block = this.#blocks[this.#last((each) => each.firstLine <= line)];
    if (!block) return 0;
    if (block.lines === 0) return block.firstRow;
    return block.firstRow + Number(block.head) + Math.min(line - block.firstLine, block.lines - 1);
  }

  /** Returns the row of a section's head. */
  headOf(section: number): number {
    return this.#blocks[section]?.firstRow ?? 0;
  }

  /** Returns the top of a row in px if all rows have these heights; the total height after the last row. */
  topOf(row: number, { line, head }: RowHeights): number {
    if (!this.headed) return row * line;
    const heads = this.#last((each) => each.firstRow < row) + 1;
    return (row - heads) * line + heads * head;
  }

  /** Returns the row at a height. */
  rowAt(top: number, heights: RowHeights): number {
    const last = Math.max(0, this.length - 1);
    if (!this.headed) return clamp(Math.floor(top / heights.line), 0, last);
    const index = Math.max(
      0,
      this.#last((each) => this.topOf(each.firstRow, heights) <= top),
    );
    const first = this.#blocks[index]?.firstRow ?? 0;
    const within = top - this.topOf(first, heights) - heights.head;
    return clamp(within < 0 ? first : first + 1 + Math.floor(within / heights.line), 0, last);
  }

  /** Returns the index of the last block that `matches`, or -1. The blocks that match must come before those that do not. */
  #last(matches: (block: Block) => boolean): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block && matches(block)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function blocksOf(sections: RowMapInput["sections"], count: number, folded: ReadonlySet<number>): Block[] {
  // An output without headings needs no head.
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
