import * as text from "@/lib/text/app";
import { NowRow } from "./now-row";
import type { AppRow } from "./row-of";

const MOST = 6;

/** The apps that need attention and those that are moving. Absent if there are none. */
export function NowPanel({ rows }: { rows: AppRow[] }) {
  if (rows.length === 0) return null;
  const ordered = [...rows].sort(byUrgency);
  const rest = ordered.length - MOST;
  return (
    <section
      aria-label={text.nowTitle}
      className="mt-4 overflow-hidden rounded-panel border border-line bg-panel"
    >
      <ul>
        {ordered.slice(0, MOST).map((row) => (
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

/**
 * Sorts failures newest first; apps that are moving by their start, so that a new one does not displace the others.
 */
function byUrgency(a: AppRow, b: AppRow): number {
  const rank = (row: AppRow) => (row.state?.group === "needs" ? 0 : 1);
  const since = (row: AppRow) => row.state?.since ?? "";
  return rank(a) - rank(b) || (rank(a) ? since(a).localeCompare(since(b)) : since(b).localeCompare(since(a)));
}
