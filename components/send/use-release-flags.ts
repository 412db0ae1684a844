import { bypassText } from "@/lib/review/hold";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/send";
import { useHolds } from "./use-holds";

/**
 * Returns a function that returns the flag of a release: it bypassed a hold, or its slug is marked "do not promote".
 */
export function useReleaseFlags(app: string): (release: Release) => string | null {
  const { onSlug, passed } = useHolds(app);
  return (release) => {
    const bypass = passed.get(release.id);
    if (bypass) return bypassText(bypass);
    // A failed release cannot be promoted, so that its state is sufficient.
    return release.status === "succeeded" && onSlug(release.slug?.id).length > 0 ? text.doNotPromote : null;
  };
}
