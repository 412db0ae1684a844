import * as text from "@/lib/text/app";
import { NowRow } from "./now-row";
import type { AppRow } from "./row-of";

const MAX_ROWS = 6;

/** Lists failing and active apps. Renders nothing if there are none. */
export function NowPanel({ rows }: { rows: AppRow[] }) {
  if (rows.length === 0) return null;
  const ordered = [...rows].sort(byUrgency);
  const rest = ordered.length - MAX_ROWS;
  return (
    <section
      aria-label={text.nowTitle}
      className="mt-4 overflow-hidden rounded-panel border border-line bg-panel"
    >
      <ul>
        {ordered.slice(0, MAX_ROWS).map((row) => (
          <NowRow key={row.app.id} row={row} />
        ))}
      </ul>
      {rest > 0 && <MoreLine count={rest} />}
    </section>
  );
}

function MoreLine({ count }: { count: number }) {
  return <p className="px-3 py-1.5 text-meta text-ink-3">{text.andMore(count)}</p>;
}

/** Sorts failures first, newest first, then active apps by start, so that a new one does not displace the others. */
function byUrgency(a: AppRow, b: AppRow): number {
  const rank = (row: AppRow) => (row.state?.group === "needs" ? 0 : 1);
  const since = (row: AppRow) => row.state?.since ?? "";
  return rank(a) - rank(b) || (rank(a) ? since(a).localeCompare(since(b)) : since(b).localeCompare(since(a)));
}
