import { useRef } from "react";
import { useReleaseFlags } from "@/components/send/use-release-flags";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { byDay } from "@/lib/timeline/days";
import { isRunning, type Row } from "@/lib/timeline/rows";
import { NewRowsPill } from "./new-rows-pill";
import { TimelineRow } from "./timeline-row";
import { useFresh } from "./use-fresh";
import { useHeldRows } from "./use-held-rows";
import { useReleasedSlugs } from "./use-released-slugs";

type Props = {
  app: string;
  rows: readonly Row[];
  /** All loaded builds, needed to name the code of a rollback. */
  builds: readonly Build[];
  releases: readonly Release[];
  /** The target of the link of a build with its release. */
  leadsTo?: "build" | "release";
};

/** Rows grouped by day. New ones are inserted only while the top is visible; else a pill counts them. */
export function DayList({ app, rows, builds, releases, leadsTo = "build" }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const now = useNow(60_000);
  const { shown, held, show } = useHeldRows(rows, top);
  const flagOf = useReleaseFlags(app);
  const fresh = useFresh(rows);
  const slugs = useReleasedSlugs(app, releases, builds);
  const days = byDay(shown, (row) => (isRunning(row) ? null : row.at), now, zone ?? "utc");
  return (
    <>
      <div ref={top} />
      <NewRowsPill count={held} onShow={show} />
      {days.map((day) => (
        <section key={day.label}>
          <h2
            suppressHydrationWarning
            className="flex h-10 items-end pb-1.5 text-meta font-emphasis text-ink-3"
          >
            {day.label}
          </h2>
          <ol>
            {day.rows.map((row) => (
              <TimelineRow
                key={row.key}
                app={app}
                row={row}
                builds={builds}
                releases={releases}
                slugs={slugs}
                leadsTo={leadsTo}
                flagOf={flagOf}
                fresh={fresh.has(row.key)}
              />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
