import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNow } from "@/components/ui/use-now";
import { holdsQuery } from "@/lib/client/holds";
import { inForce } from "@/lib/review/hold";
import type { BypassedHold, Hold } from "@/lib/schemas/hold";

/** Returns the holds of an app that are in force, and the releases that bypassed one. */
export function useHolds(app: string) {
  const query = useQuery(holdsQuery(app));
  const now = useNow(10_000);
  const holds = (query.data?.items ?? []).filter((hold) => inForce(hold, now));
  const passed = useMemo(
    () => new Map((query.data?.passed ?? []).map((each): [string, BypassedHold] => [each.release.id, each])),
    [query.data],
  );
  const marked = holds.flatMap((hold) => (hold.slug ? [hold.slug.id] : [])).join(" ");
  return {
    query,
    /** Ids of slugs marked "do not promote". */
    marked: useMemo(() => new Set(marked.split(" ")), [marked]),
    /** The holds on the app itself, or on the slug with this id. */
    onApp: holds.filter((hold) => hold.kind === "app"),
    onSlug: (slug: string | undefined): Hold[] =>
      slug === undefined ? [] : holds.filter((hold) => hold.slug?.id === slug),
    /** Maps release ids to the hold that the release bypassed. */
    passed,
  };
}
