import { laneSource } from "@/lib/review/lane-source";
import type { LaneFailure, LaneInput } from "@/lib/review/lane-state";
import { laneTargets } from "@/lib/review/lane-target";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { aRelease } from "./objects";
import { aReviewApp, aTarget } from "./review";

export const v12 = aRelease({ version: 12, current: true });
/** The source, which runs v12. */
export const staging = aReviewApp({ current: v12, newest: v12, releases: [v12], stage: "staging" });
/** A target in the EU that runs v33. */
export const eu = aTarget();

/** Returns a target in the US that runs v31, with overrides. */
export function us(differs: Partial<ReviewApp> = {}) {
  const v31 = aRelease({ id: "release-31", version: 31, current: true, slug: { id: "slug-0" } });
  const app = { id: "app-us", name: "example-app-production-us" };
  return aTarget({ app, region: "us", current: v31, newest: v31, releases: [v31], ...differs });
}

/** Returns a lane that has been read, with every target selected, with overrides. */
export function aLane(
  source: ReviewApp,
  targets: PipelineApp[],
  differs: Partial<LaneInput> = {},
): LaneInput {
  return {
    source: laneSource(source),
    targets: laneTargets(source, targets, "production"),
    ticked: targets.map((target) => target.app.id),
    reading: null,
    ageMs: 4_000,
    offline: false,
    sending: "idle",
    failure: null,
    override: { open: false, reason: "" },
    ...differs,
  };
}

/** Returns the error of a refused attempt. */
export function aFailure(id: string, differs: Partial<LaneFailure> = {}): LaneFailure {
  return { id, message: `${id} happened.`, moved: [], holds: [], ...differs };
}
