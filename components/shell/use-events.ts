import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "@/lib/client/clock";
import { applyEvents, appsInView, refreshAll } from "@/lib/client/events/event-queries";
import { joinEvents } from "@/lib/client/events/events";
import { sessionEnd } from "@/lib/client/session-end";
import type { WatchEvent } from "@/lib/schemas/event";

/** A release and its dynos are reported in sequence: queries that show them are refreshed once. */
const BATCH_MS = 50;

/** Updates the page's queries from the server's events. A hidden tab subscribes to nothing. */
export function useEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let received: WatchEvent[] = [];
    const flush = (): void => {
      applyEvents(queries, received, serverNow());
      received = [];
    };
    const tab = joinEvents({
      onEvent: (event) => {
        if (received.length === 0) setTimeout(flush, BATCH_MS);
        received.push(event);
      },
      onResume: () => refreshAll(queries, Date.now()),
    });
    const subscribe = (): void => tab.setApps(document.hidden ? [] : appsInView(queries));
    const unsubscribe = queries.getQueryCache().subscribe(({ type }) => {
      if (type !== "observerResultsUpdated") subscribe();
    });
    document.addEventListener("visibilitychange", subscribe);
    subscribe();
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", subscribe);
      tab.close();
    };
  }, [queries]);
}

/** A sign-in in another tab signs in this tab, too: it discards its signed-out state and requests its data again. */
export function useCrossTabSignIn(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const channel = new BroadcastChannel("signed-in");
    channel.onmessage = () => {
      if (sessionEnd.at() === null) return;
      sessionEnd.clear();
      void queries.refetchQueries({ type: "active" });
    };
    channel.postMessage(null);
    return () => channel.close();
  }, [queries]);
}
