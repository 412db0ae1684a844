import type { PromotionTarget } from "@/lib/schemas/promotion";

/**
 * What others released between the check and ours: "v34 slipped in between (Set LOG_LEVEL config vars): ours is v35".
 * Null when nothing did.
 */
export function slippedIn({ slipped_in, release }: PromotionTarget): string | null {
  if (slipped_in.length === 0) return null;
  const others = slipped_in.map(({ version, description }) =>
    description ? `v${version} (${description})` : `v${version}`,
  );
  const ours = release ? `: ours is v${release.version}` : "";
  return `${others.join(", ")} slipped in between${ours}`;
}
