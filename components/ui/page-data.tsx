"use client";

import { type DehydratedState, HydrationBoundary, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { isOld } from "@/lib/apps/stale-limits";
import { serverNow } from "@/lib/client/clock";
import { ageOf } from "@/lib/client/data-age";
import { refreshOld } from "@/lib/client/events/event-queries";
import { sessionEnd } from "@/lib/client/session-end";
import { formatHour } from "@/lib/format/format";
import * as text from "@/lib/text/page";
import { useUnreachableSince } from "./connection";
import { PageAgeContext, usePageAge } from "./page-age";
import { useZone } from "./preferences";
import { Glyph } from "./state";
import { useNow } from "./use-now";

/** The interval at which old data is requested again. */
const RENEW_MS = 15_000;

type Props = { state: DehydratedState; children: ReactNode };

/** Provides the prefetched data of a page, and one age for all of its data. */
export function PageData({ state, children }: Props) {
  const local = useMemo(() => withBrowserTimes(state), [state]);
  return (
    <HydrationBoundary state={local}>
      <Aged hashes={local.queries.map(({ queryHash }) => queryHash)}>{children}</Aged>
    </HydrationBoundary>
  );
}

/** Converts timestamps of the server's clock to the browser's clock, which the cache uses. */
function withBrowserTimes(state: DehydratedState): DehydratedState {
  const ahead = Date.now() - serverNow();
  const queries = state.queries.map((query) => ({
    ...query,
    state: { ...query.state, dataUpdatedAt: query.state.dataUpdatedAt && query.state.dataUpdatedAt + ahead },
  }));
  return { ...state, queries };
}

function Aged({ hashes, children }: { hashes: readonly string[]; children: ReactNode }) {
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const now = useNow();
  const unreachableSince = useUnreachableSince();
  const endedAt = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.at, () => null);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  // Until its components request anything, the page shows the prefetched data.
  const prefetched = () => hashes.flatMap((hash) => cache.get(hash) ?? []);
  const { old, at, why } = ageOf(queries, mounted ? cache.findAll({ type: "active" }) : prefetched(), now);
  const ended = endedAt !== null;
  // Data without an age of its own is as old as the last contact with the server.
  const unreachable = unreachableSince !== null && isOld(unreachableSince, now);
  const age = useMemo(
    () => ({
      old: old || ended || unreachable,
      at: at ?? endedAt ?? (unreachable ? unreachableSince : null),
      why: unreachableSince === null ? why : text.slipwayNotReached,
    }),
    [old, at, why, ended, endedAt, unreachableSince, unreachable],
  );
  useEffect(() => {
    if (!old) return;
    const timer = setInterval(() => {
      if (!document.hidden) refreshOld(queries, serverNow());
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [old, queries]);
  return (
    <PageAgeContext value={age}>
      <div className="contents" data-old={age.old || undefined}>
        {!ended && <AgeBar />}
        {children}
      </div>
    </PageAgeContext>
  );
}

/** Shows since when no data has been read, and the cause. */
function AgeBar() {
  const { old, at, why } = usePageAge();
  const zone = useZone();
  const since = at === null ? text.notReadYet : text.lastReadAt(formatHour(new Date(at).toISOString(), zone));
  return (
    <div role="status" className={old ? "sticky top-12 z-30 bg-paper pb-3 lg:top-0" : "sr-only"}>
      {old && (
        <p
          suppressHydrationWarning
          className="flex gap-2 rounded-panel border border-edge bg-tint-warn px-3 py-2 text-body text-ink"
        >
          <Glyph kind="warn" className="mt-0.5" />
          {since} {why}
        </p>
      )}
    </div>
  );
}
