"use client";

import type { LineRange } from "@/lib/log-viewer/engine/lines/line-anchor";

type ScrollMarksProps = {
  /** The indexes of those of 400 parts of the output that have matches. */
  density: readonly number[];
  lines: number;
  /** The first error's line, from 1. */
  errorLine: number | null;
  range: LineRange | null;
};

const PARTS = 400;

/** Marks beside the scroll bar for matches, the first error and the chosen lines. */
export function ScrollMarks({ density, lines, errorLine, range }: ScrollMarksProps) {
  if (lines === 0) return null;
  const at = (line: number) => ((line - 1) / lines) * PARTS;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 8 ${PARTS}`}
      preserveAspectRatio="none"
      className="pointer-events-none absolute top-0 right-0 z-2 h-full w-2"
    >
      <path className="fill-find-current" d={density.map((part) => `M2 ${part}h6v1.5h-6Z`).join("")} />
      {range && (
        <rect
          className="fill-live"
          x="2"
          width="6"
          y={at(range.from)}
          height={Math.max(2, at(range.to) - at(range.from))}
        />
      )}
      {errorLine !== null && <rect className="fill-bad" x="0" width="8" y={at(errorLine)} height="3" />}
    </svg>
  );
}
