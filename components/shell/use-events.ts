"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { appsInView, renewAll, takeEvent } from "@/lib/client/event-queries";
import { joinEvents } from "@/lib/client/events";

/** Keeps what the page shows of apps as new as the server knows it. A tab that is not seen looks at nothing. */
export function useEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const tab = joinEvents({
      onEvent: (event) => takeEvent(queries, event, Date.now()),
      onResume: () => renewAll(queries, Date.now()),
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
