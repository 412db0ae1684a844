import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";
import { type Retention, retentionOf } from "@/lib/timeline/did-run";
import { canRollBackTo } from "./roll-back";

/**
 * The effect of rolling a target back now. `ready`: it runs what this promotion released · `moved`: something else
 * runs now · `busy`: a release is in progress there · `back`: it runs the previous release's code again · `gone`:
 * upstream does not (or no longer) roll back to that release · `unread`: what runs now is unknown.
 */
export type RollBackLine = {
  target: PromotionTarget;
  previous: NonNullable<PromotionTarget["previous"]>;
  state: "ready" | "moved" | "busy" | "back" | "gone" | "unread";
  /** How long the previous release can be rolled back to; null when it is not among the known releases. */
  retention: Retention | null;
  /** The release that runs now. */
  current: Release | null;
};

/** Returns one line for each target that was sent a release and ran one before; the others cannot be rolled back. */
export function rollBackPlan(
  promotion: Promotion,
  reviewOf: (app: string) => ReviewApp | undefined,
): RollBackLine[] {
  return promotion.targets.flatMap((target) => {
    const { previous, step } = target;
    if (!previous || step === "waiting" || step === "stopped" || step === "failed") return [];
    const review = reviewOf(target.app.id);
    const before = review?.releases.find(({ id }) => id === previous.id);
    const retention = before && retentionOf(before, review?.newest?.version ?? before.version);
    return [
      {
        target,
        previous,
        state: stateOf(target, previous.id, review),
        retention: retention ?? null,
        current: review?.current ?? null,
      },
    ];
  });
}

function stateOf(
  { release }: PromotionTarget,
  previous: string,
  review: ReviewApp | undefined,
): RollBackLine["state"] {
  if (!review?.current) return "unread";
  const before = review.releases.find((each) => each.id === previous);
  if (before && !canRollBackTo(before) && !before.current) return "gone";
  if (review.newest?.status === "pending") return "busy";
  if (review.current.id === release?.id) return "ready";
  if (review.current.id === previous) return "back";
  if (before && rolledBackTo(review.current, review.releases) === rolledBackTo(before, review.releases)) {
    return "back";
  }
  return "moved";
}

/** Returns the version whose code and config a release has: its own, or the origin of a chain of rollbacks. */
function rolledBackTo(release: Release, releases: readonly Release[]): number {
  const cause = causeOf(release.description);
  if (cause.kind !== "rollback" || cause.codeOnly || cause.version >= release.version) return release.version;
  const original = releases.find(({ version }) => version === cause.version);
  return original ? rolledBackTo(original, releases) : cause.version;
}

/**
 * Returns "Put back v33 on eu, v31 on us"; for more than two targets, or with long names, "Put back v33 on 3 apps".
 */
export function rollBackLabel(lines: readonly RollBackLine[], nameOf: (target: string) => string): string {
  const each = lines.map(({ previous, target }) => `v${previous.version} on ${nameOf(target.id)}`).join(", ");
  if (lines.length === 1 || (lines.length === 2 && each.length <= 32)) return `Put back ${each}`;
  const versions = new Set(lines.map(({ previous }) => previous.version));
  const what = versions.size === 1 ? `v${[...versions][0]} on ` : "";
  return `Put back ${what}${lines.length} apps`;
}
