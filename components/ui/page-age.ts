import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { DYNOS_OLD_AFTER_MS, isOld } from "@/lib/apps/stale-limits";
import { CURRENT, type DataAge, readAtOf } from "@/lib/client/data-age";
import { dynosQuery } from "@/lib/client/dynos";
import type { StateKind } from "./glyph-shapes";
import { useNow } from "./use-now";

export const PageAgeContext = createContext<DataAge>(CURRENT);

/** Returns the age of all data about apps on a page. */
export function usePageAge(): DataAge {
  return useContext(PageAgeContext);
}

/** Returns the current time for running durations. For old data it stops at the time the data was read. */
export function useKnownNow(step?: number): number {
  const { old, at } = usePageAge();
  const now = useNow(step);
  return old && at !== null ? Math.min(now, at) : now;
}

/** Returns the kind to show: `unknown` for old data, except for failures, which are kept until known to be over. */
export function useShownKind(kind: StateKind): StateKind {
  const { old } = usePageAge();
  return old && (kind === "ok" || kind === "live" || kind === "past") ? "unknown" : kind;
}

/** Returns when the dynos of an app were read (ms) if that is too long ago to be current; else null. */
export function useOldDynos(app: string): number | null {
  const now = useNow(5_000);
  const query = useQueryClient()
    .getQueryCache()
    .find({ queryKey: dynosQuery(app).queryKey });
  const at = query ? readAtOf(query) : null;
  return at !== null && isOld(at, now, DYNOS_OLD_AFTER_MS) ? at : null;
}
