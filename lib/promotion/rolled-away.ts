import type { Release } from "@/lib/schemas/release";
import { causeOf } from "@/lib/timeline/describe";
import { predecessor, sameCode } from "@/lib/timeline/lineage";

/**
 * What a rollback that runs, or is about to, leads away from: the release before it, when that had another slug.
 * Null for other releases. `releases` in any order.
 */
export function rolledAwayFrom(release: Release, releases: readonly Release[]): Release | null {
  const moves = release.current || release.status === "pending";
  if (!moves || causeOf(release.description).kind !== "rollback") return null;
  const before = predecessor(release, releases);
  return before?.slug && !sameCode(before, release) ? before : null;
}
