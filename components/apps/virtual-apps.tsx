import { useWindowVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Place } from "@/lib/apps/stages";
import { BATCH, summaryBatches } from "@/lib/apps/summary-batches";
import type { App } from "@/lib/schemas/app";
import * as appText from "@/lib/text/app";
import { AppRowLine } from "./app-row";
import type { GroupNote } from "./group-notes";
import type { AppRow } from "./row-of";

type VirtualAppsProps = {
  lines: TableLine[];
  all: readonly App[];
  places: ReadonlyMap<string, Place>;
  onVisible: (batches: ReadonlySet<number>) => void;
};

/** The table of apps with only the visible rows rendered. */
export function VirtualApps({ lines, all, places, onVisible }: VirtualAppsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 36 : 40),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  useVisibleBatches(
    items.flatMap((item) => {
      const line = lines[item.index];
      return line?.kind === "row" ? line.row.app.name : [];
    }),
    all,
    places,
    onVisible,
  );
  return (
    <div ref={list} className="mt-[3px]">
      <ul
        className="relative"
        ref={(element) => element?.style.setProperty("height", `${virtual.getTotalSize()}px`)}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <li
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0 list-none"
              style={{ transform: `translateY(${item.start - top}px)` }}
            >
              <ul>
                {line.kind === "group" ? (
                  <GroupHeader name={line.name} notes={line.notes} first={item.index === 0} />
                ) : (
                  <AppRowLine row={line.row} stage={line.stage} />
                )}
              </ul>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Rows are requested only after this time in view: a fast scroll passes hundreds. */
const VISIBLE_MS = 150;

/** Reports the batches of the visible names. */
function useVisibleBatches(
  names: string[],
  all: readonly App[],
  places: ReadonlyMap<string, Place>,
  onVisible: VirtualAppsProps["onVisible"],
): void {
  const batchOf = useMemo(() => {
    const { batches } = summaryBatches(all, places);
    return new Map(batches.flat().map((name, index) => [name, Math.floor(index / BATCH)]));
  }, [all, places]);
  const visible = [...new Set(names.flatMap((name) => batchOf.get(name) ?? []))].join();
  useEffect(() => {
    const timer = setTimeout(
      () => onVisible(new Set(visible.split(",").filter(Boolean).map(Number))),
      VISIBLE_MS,
    );
    return () => clearTimeout(timer);
  }, [visible, onVisible]);
}

/** A line of the apps table: the heading of a group, or an app. */
export type TableLine =
  | { kind: "group"; key: string; name: string; notes: GroupNote[] }
  | { kind: "row"; key: string; row: AppRow; stage: string | null };

/** The heading of a group, with the differences between its stages; the first one also labels the column of bars. */
export function GroupHeader({ name, notes, first }: { name: string; notes: GroupNote[]; first: boolean }) {
  return (
    <li className="flex h-9 flex-col justify-end border-b border-line pb-[3px]">
      <div className="flex min-w-0 items-baseline gap-3">
        <h2 className="min-w-0 truncate text-strong">{name}</h2>
        {notes.map(({ text, href }) =>
          href ? (
            <Link key={text} href={href} className="shrink-0 text-meta text-ink-2 hover:underline">
              {text}
            </Link>
          ) : (
            <span key={text} className="shrink-0 text-meta text-ink-3">
              {text}
            </span>
          ),
        )}
        {first && (
          <span className="ml-auto hidden w-[150px] shrink-0 text-meta text-ink-3 lg:block">
            {appText.last20Builds}
          </span>
        )}
      </div>
    </li>
  );
}
