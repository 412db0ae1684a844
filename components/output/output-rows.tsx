"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import type { LineRange } from "@/lib/output/line-anchor";
import type { Row, RowMap } from "@/lib/output/row-map";
import { formatClock } from "@/lib/timeline/format";
import { LineRow, type Marks } from "./line-row";
import type { OutputLog } from "./output-log";
import { SectionHead } from "./section-head";
import type { Find } from "./use-find";

export type OutputRowsProps = {
  log: OutputLog;
  map: RowMap;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  find: Find;
  wrap: boolean;
  folded: ReadonlySet<number>;
  onFold(section: number): void;
  range: LineRange | null;
  /** A line's number (from 1) was clicked, with Shift to extend the range. */
  onChoose(line: number, extend: boolean): void;
  /** The first error's line, from 1. */
  errorLine: number | null;
  startedAt: number | null;
};

/** The rows in view, drawn at their places in the height of all. */
export function OutputRows({ virtualizer, ...row }: OutputRowsProps) {
  return (
    <div className="relative min-w-full" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => (
        <div
          key={item.key}
          ref={row.wrap ? virtualizer.measureElement : null}
          data-index={item.index}
          className="absolute top-0 left-0 min-w-full"
          style={{ transform: `translateY(${item.start}px)` }}
        >
          <OneRow at={row.map.at(item.index)} {...row} />
        </div>
      ))}
    </div>
  );
}

type OneRowProps = Omit<OutputRowsProps, "virtualizer"> & { at: Row };

function OneRow({ at, log, find, wrap, folded, onFold, range, onChoose, errorLine, startedAt }: OneRowProps) {
  if (at.kind === "head") {
    const section = log.sections.list[at.section];
    if (!section) return null;
    return (
      <SectionHead
        section={section}
        time={log.sectionTime(at.section)}
        folded={folded.has(section.line)}
        onFold={() => onFold(section.line)}
      />
    );
  }
  const number = at.line + 1;
  const line = log.line(at.line);
  const arrived = log.arrivedAt(at.line);
  const chosen = range !== null && number >= range.from && number <= range.to;
  return (
    <LineRow
      number={number}
      line={line}
      marks={marksOf(at.line, line.text, find)}
      tone={number === errorLine ? "error" : chosen ? "chosen" : null}
      wrap={wrap}
      onChoose={onChoose}
      after={arrived === null || startedAt === null ? null : formatClock(arrived - startedAt)}
    />
  );
}

function marksOf(line: number, text: string, find: Find): Marks | null {
  const columns = find.columns?.(text) ?? [];
  if (columns.length === 0) return null;
  const match = find.matches[find.current];
  return { columns, length: find.length, current: match?.line === line ? match.column : null };
}
