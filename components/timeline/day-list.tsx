import { useQueries } from "@tanstack/react-query";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useHolds } from "@/components/send/use-holds";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { slugQuery } from "@/lib/client/slugs";
import { bypassText } from "@/lib/review/hold";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { doNotPromote } from "@/lib/text/common";
import * as text from "@/lib/text/timeline";
import { byDay } from "@/lib/timeline/days";
import { holdNew, isRunning, type Row } from "@/lib/timeline/rows";
import { TimelineRow } from "./timeline-row";

type Props = {
  app: string;
  rows: readonly Row[];
  /** All loaded builds, needed to name the code of a rollback. */
  builds: readonly Build[];
  releases: readonly Release[];
  /** The link target of a build that has a release. */
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

/** "3 new": rows that arrived while the top of the list was out of view. */
function NewRowsPill({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <div className="pointer-events-none sticky top-16 z-20 flex h-0 justify-center lg:top-4">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto h-8 rounded-full bg-live px-3 text-strong text-paper shadow-float"
      >
        {text.newRowsLabel(count)}
      </button>
    </div>
  );
}

type Marked = { key: string; state: { kind: string; label: string } };

/** Returns the keys of rows that appeared or changed their state since the last response; empty on the first. */
function useFresh(rows: readonly Marked[]): ReadonlySet<string> {
  const before = useRef<Map<string, string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = new Map(rows.map((row) => [row.key, row.state.kind]));
    const last = before.current;
    before.current = now;
    if (!last) return;
    const changed = [...now].filter(([key, kind]) => last.get(key) !== kind).map(([key]) => key);
    // Many at once are older rows that were loaded.
    if (changed.length > 0 && changed.length <= 3) setFresh(new Set(changed));
  }, [rows]);
  return fresh;
}

/** The maximum number of slugs that are read for descriptions. Older rows show only the cause of their release. */
const MAX_SLUGS = 10;

/** Returns the slugs of the newest releases whose code was built elsewhere, which have its commit and description. */
function useReleasedSlugs(
  app: string,
  releases: readonly Release[],
  builds: readonly Build[],
): readonly Slug[] {
  const built = new Set(builds.flatMap(({ slug }) => slug?.id ?? []));
  const made = new Set(builds.flatMap(({ release }) => release?.id ?? []));
  const foreign = releases.filter(({ id, slug }) => slug !== null && !built.has(slug.id) && !made.has(id));
  const ids = [...new Set(foreign.flatMap(({ slug }) => slug?.id ?? []))].slice(0, MAX_SLUGS);
  return useQueries({
    queries: ids.map((id) => slugQuery(app, id)),
    combine: slugsOf,
  });
}

function slugsOf(results: { data: Slug | undefined }[]): Slug[] {
  return results.flatMap(({ data }) => data ?? []);
}

/**
 * Returns the rows to show. New ones are inserted only while the top of the list (`top`) is visible; otherwise they
 * are held back and counted, until `show` is called or the list is scrolled up.
 */
function useHeldRows<T extends { key: string }>(rows: readonly T[], top: RefObject<HTMLElement | null>) {
  const [atTop, setAtTop] = useState(true);
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!top.current) return;
    const observer = new IntersectionObserver((entries) => {
      setAtTop(entries.at(-1)?.isIntersecting ?? true);
    });
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [top]);
  const keys = rows.map((row) => row.key).join(" ");
  useEffect(() => {
    if (atTop) setKnown(keys ? new Set(keys.split(" ")) : null);
  }, [atTop, keys]);
  const { shown, held } = useMemo(() => holdNew(rows, atTop ? null : known), [rows, atTop, known]);
  const show = () => {
    setKnown(null);
    top.current?.scrollIntoView({ block: "center" });
  };
  return { shown, held, show };
}

/**
 * Returns a function that returns the flag of a release: it bypassed a hold, or its slug is marked "do not promote".
 */
function useReleaseFlags(app: string): (release: Release) => string | null {
  const { onSlug, passed } = useHolds(app);
  return (release) => {
    const bypass = passed.get(release.id);
    if (bypass) return bypassText(bypass);
    // A failed release cannot be promoted, so that its state is sufficient.
    return release.status === "succeeded" && onSlug(release.slug?.id).length > 0 ? doNotPromote : null;
  };
}
