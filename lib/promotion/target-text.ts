import type { PromotionTarget } from "@/lib/schemas/promotion";
import { causeOf } from "@/lib/timeline/describe";
import { causeText } from "@/lib/timeline/describe-release";

/** The text of a target's row around the commit: "v34 replaces v33" a1b2c3d, "v31" a1b2c3d "runs until then". */
type TargetText = { before: string; commit: string | null; after: string };

/** Returns the text of a target's row. `moved` is true if another release runs there now. */
export function targetText(target: PromotionTarget, moved: boolean): TargetText {
  const { step, previous, release, expected_version } = target;
  const version = release?.version ?? expected_version;
  const next = version === null ? "it" : `v${version}`;
  if (!previous) return { before: firstToRun(step, next, moved), commit: null, after: "" };
  const old = `v${previous.version}`;
  const about = (before: string, after = "") => ({ before, commit: previous.commit, after });
  switch (step) {
    case "waiting":
      return about(old, "runs until then");
    case "sending":
    case "release phase":
      return about(`${next} replaces ${old}`);
    case "dynos":
    case "done":
    case "crashed":
      return about(`${next} replaced ${old}`);
    case "failed":
      return about(old, moved ? "ran on" : "still runs");
    case "stopped":
      return about(old, moved ? "was not touched" : "runs, not touched");
    case "unknown":
      return about(`${next} was to replace ${old}`);
  }
}

/** Returns the text of a target on which no code ran before the promotion. */
function firstToRun(step: PromotionTarget["step"], next: string, moved: boolean): string {
  switch (step) {
    case "waiting":
    case "sending":
    case "release phase":
      return `${next} will be the first to run`;
    case "dynos":
    case "done":
    case "crashed":
      return `${next} is the first to run`;
    case "failed":
      return moved ? "nothing ran" : "nothing runs yet";
    case "stopped":
      return moved ? "was not touched" : "nothing runs, not touched";
    case "unknown":
      return `${next} was to be the first to run`;
  }
}

/** Returns true if a release of this promotion may run on the target, so that it can be rolled back. */
export function mayHaveRun({ step, release }: Pick<PromotionTarget, "step" | "release">): boolean {
  return (
    release !== null && (step === "dynos" || step === "done" || step === "crashed" || step === "unknown")
  );
}

/**
 * Returns the releases made between the check of a target and its release: "v34 (set LOG_LEVEL) slipped in between:
 * ours is v35". Null when there are none.
 */
export function interveningReleases({ slipped_in, release }: PromotionTarget): string | null {
  if (slipped_in.length === 0) return null;
  const others = slipped_in.map(({ version, description }) => {
    const cause = causeText(causeOf(description));
    return cause ? `v${version} (${cause})` : `v${version}`;
  });
  const ours = release ? `: ours is v${release.version}` : "";
  return `${others.join(", ")} slipped in between${ours}`;
}
