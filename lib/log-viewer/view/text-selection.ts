/** An end of a selection: a line from 0 and a column of its text. */
type Point = { line: number; column: number };

export type SelectedText = { from: Point; to: Point };

/** Returns the selection in the rows of `layer`, or null. */
export function selectedIn(layer: HTMLElement): SelectedText | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const from = pointOf(layer, range.startContainer, range.startOffset);
  const to = pointOf(layer, range.endContainer, range.endOffset);
  return from && to ? { from, to } : null;
}

/** Returns the lines of both ends of the selection in `layer`, also of a collapsed one. */
export function linesOfSelection(layer: HTMLElement): number[] {
  const selection = getSelection();
  const ends = [selection?.anchorNode, selection?.focusNode];
  return ends.flatMap((node) => (node ? (pointOf(layer, node, 0)?.line ?? []) : []));
}

/** Cuts the first and the last of the selected lines to the selection. */
export function cutTo({ from, to }: SelectedText, text: string): string {
  const lines = text.split("\n");
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, to.column);
  lines[0] = (lines[0] ?? "").slice(from.column);
  return lines.join("\n");
}

function pointOf(layer: HTMLElement, node: Node, offset: number): Point | null {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest<HTMLElement>("[data-line]");
  const text = row?.lastElementChild;
  if (!row || !text || !layer.contains(row)) return null;
  const line = Number(row.dataset.line);
  if (!text.contains(node)) return { line, column: 0 };
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  return { line, column: before.toString().length };
}
