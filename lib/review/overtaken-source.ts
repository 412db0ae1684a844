import type { PromotionTarget } from "@/lib/schemas/promotion";
import { causeOf } from "@/lib/timeline/describe";
import { causeWords } from "@/lib/timeline/describe-release";

/**
 * Returns the releases that others made between the check and ours: "v34 slipped in between (set LOG_LEVEL): ours is
 * v35". Null when there are none.
 */
export function interveningReleases({ slipped_in, release }: PromotionTarget): string | null {
  if (slipped_in.length === 0) return null;
  const others = slipped_in.map(({ version, description }) => {
    const cause = causeWords(causeOf(description));
    return cause ? `v${version} (${cause})` : `v${version}`;
  });
  const ours = release ? `: ours is v${release.version}` : "";
  return `${others.join(", ")} slipped in between${ours}`;
}
