import type { Hold } from "@/lib/schemas/hold";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { type Runs, runsOf } from "./running-release";
import { type Soak, soakOf } from "./soak-time";

/** The source of a lane. */
export type LaneSource = {
  app: { id: string; name: string };
  stage: string | null;
  /** Null when nothing can be promoted. */
  runs: Runs | null;
  /** true if the running release has expired: upstream has destroyed its code. */
  expired: boolean;
  soak: Soak | null;
  /** The newest release if it is not the running one. */
  newer: Pick<Release, "version" | "status" | "release_phase"> | null;
  /** Marks on the slug: "do not promote this". */
  holds: Hold[];
  failed: string | null;
};

export function laneSource(source: ReviewApp): LaneSource {
  const { current, newest } = source;
  return {
    app: source.app,
    stage: source.stage,
    runs: runsOf(source),
    expired: current?.status === "expired",
    soak: soakOf(source),
    newer: newest && newest.id !== current?.id ? newest : null,
    holds: source.holds.filter((hold) => hold.kind === "slug" && hold.slug?.id === current?.slug?.id),
    failed: source.failed,
  };
}
