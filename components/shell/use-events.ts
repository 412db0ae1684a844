import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "@/lib/client/clock";
import { applyEvents, appsInView, refreshAll } from "@/lib/client/events/event-queries";
import { joinEvents } from "@/lib/client/events/events";
import type { WatchEvent } from "@/lib/schemas/event";

/** A release and its dynos are reported in sequence: queries that show them are refreshed once. */
const BATCH_MS = 50;

/** Keeps the page's data about apps as fresh as the server's. A hidden tab subscribes to nothing. */
export function useEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let received: WatchEvent[] = [];
    const take = (): void => {
      applyEvents(queries, received, serverNow());
      received = [];
    };
    const tab = joinEvents({
      onEvent: (event) => {
        if (received.length === 0) setTimeout(take, BATCH_MS);
        received.push(event);
      },
      onResume: () => refreshAll(queries, Date.now()),
    });
    const look = (): void => tab.want(document.hidden ? [] : appsInView(queries));
    const unsubscribe = queries.getQueryCache().subscribe(({ type }) => {
      if (type !== "observerResultsUpdated") look();
    });
    document.addEventListener("visibilitychange", look);
    look();
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", look);
      tab.close();
    };
  }, [queries]);
}
