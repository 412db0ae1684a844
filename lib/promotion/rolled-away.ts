import type { Release } from "@/lib/schemas/release";
import { causeOf } from "@/lib/timeline/describe";
import { predecessor, sameCode } from "@/lib/timeline/lineage";

/**
 * Returns the release that a current or pending rollback replaces: the release before it if that had another slug.
 * Null for other releases. `releases` may be in any order.
 */
export function rolledAwayFrom(release: Release, releases: readonly Release[]): Release | null {
  const moves = release.current || release.status === "pending";
  if (!moves || causeOf(release.description).kind !== "rollback") return null;
  const before = predecessor(release, releases);
  return before?.slug && !sameCode(before, release) ? before : null;
}
