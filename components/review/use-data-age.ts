import { usePageAge } from "@/components/ui/page-age";
import { useNow } from "@/components/ui/use-now";
import { knownAt } from "@/lib/client/data-age";
import type { ReviewApp } from "@/lib/schemas/review";

/** Returns the age of the oldest data of these apps, in ms; `offline` is true if the whole page is too old. */
export function useDataAge(apps: readonly Pick<ReviewApp, "app" | "read_at">[]) {
  const now = useNow();
  const page = usePageAge();
  const oldest = Math.min(...apps.map(knownAt), ...(page.old && page.at !== null ? [page.at] : []));
  return { ageMs: Number.isFinite(oldest) ? Math.max(0, now - oldest) : 0, offline: page.old };
}
