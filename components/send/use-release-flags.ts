"use client";

import { passedWords } from "@/lib/review/hold-words";
import type { Release } from "@/lib/schemas/release";
import { useHolds } from "./use-holds";

/** What an app's history says beside a release: that it came past a hold, or that its slug is not to be promoted. */
export function useReleaseFlags(app: string): (release: Release) => string | null {
  const { onSlug, passed } = useHolds(app);
  return (release) => {
    const past = passed.get(release.id);
    if (past) return passedWords(past);
    // A failed release promotes nothing by itself: its state says enough.
    return release.status === "succeeded" && onSlug(release.slug?.id).length > 0 ? "do not promote" : null;
  };
}
