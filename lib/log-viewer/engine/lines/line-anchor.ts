/** A line or a range of lines in a URL, `#L120` or `#L120-L140`. Lines count from 1, both ends inclusive. */
export type LineRange = { from: number; to: number };

const ANCHOR = /^#?L(\d{1,9})(?:-L?(\d{1,9}))?$/;

export function parseLineAnchor(hash: string): LineRange | null {
  const match = ANCHOR.exec(hash);
  if (!match) return null;
  const first = Number(match[1]);
  const second = Number(match[2] ?? match[1]);
  if (first === 0 || second === 0) return null;
  return { from: Math.min(first, second), to: Math.max(first, second) };
}

export function lineAnchor({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
