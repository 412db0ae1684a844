import type { Hold } from "@/lib/schemas/hold";
import type { Promotion, PromotionTarget, Step } from "@/lib/schemas/promotion";
import { minute } from "./objects";

const DANA = { id: "user-dana", email: "dana.ito@example.com" };

/** Returns a target in the EU that is up on v34 after v33, with overrides. */
export function aTarget(differs: Partial<PromotionTarget> = {}): PromotionTarget {
  return {
    id: "target-eu",
    app: { id: "app-eu", name: "example-app-production" },
    stage: "production",
    region: "eu",
    status: "succeeded",
    step: "done",
    error_message: null,
    previous: { id: "release-33", version: 33, commit: "a1b2c3d4" },
    expected_version: 34,
    release: { id: "release-34", version: 34, release_phase: true, status: "succeeded" },
    dynos: [{ type: "web", up: 2, of: 2 }],
    slipped_in: [],
    sent_at: minute(10),
    released_at: minute(11),
    finished_at: minute(13),
    seen_at: minute(13),
    ...differs,
  };
}

/** Returns the same in the US, after v31. */
export function aTargetInUs(differs: Partial<PromotionTarget> = {}): PromotionTarget {
  return aTarget({
    id: "target-us",
    app: { id: "app-us", name: "example-app-production-us" },
    region: "us",
    previous: { id: "release-31", version: 31, commit: "a1b2c3d4" },
    expected_version: 32,
    release: { id: "release-32", version: 32, release_phase: true, status: "succeeded" },
    ...differs,
  });
}

const RELEASED = new Map<Step, string>([
  ["release phase", "pending"],
  ["failed", "failed"],
]);

/** Returns a target at a step, without what is unknown at that step. */
export function atStep(step: Step, target = aTarget()): PromotionTarget {
  const unsent = step === "waiting" || step === "stopped";
  const unreleased = unsent || step === "sending";
  const finished = step === "done" || step === "failed" || step === "crashed";
  return {
    ...target,
    step,
    status: step === "failed" ? "failed" : unreleased || step === "release phase" ? "pending" : "succeeded",
    sent_at: unsent ? null : target.sent_at,
    released_at: unreleased ? null : target.released_at,
    finished_at: finished ? target.finished_at : null,
    dynos: step === "dynos" || step === "done" || step === "crashed" ? target.dynos : null,
    release:
      unreleased || !target.release ? null : { ...target.release, status: RELEASED.get(step) ?? "succeeded" },
  };
}

/** Returns a successful promotion of v12 to the EU and the US, with overrides. */
export function aPromotion(differs: Partial<Promotion> = {}): Promotion {
  return {
    id: "promotion-1",
    kind: "promotion",
    of: null,
    pipeline: { id: "pipeline-1", name: "example-app" },
    source: {
      app: { id: "app-1", name: "example-app" },
      release: { id: "release-12", version: 12 },
      slug: { id: "slug-12" },
      commit: "cb6999d1",
      description: "Retry webhooks with back-off",
    },
    order: "in turn",
    note: null,
    status: "completed",
    outcome: "succeeded",
    user: DANA,
    override: null,
    put_back: null,
    targets: [aTarget(), aTargetInUs()],
    created_at: minute(10),
    updated_at: minute(13),
    finished_at: minute(13),
    ...differs,
  };
}

/** Returns a lock on the app without an end, with overrides. */
export function aHold(differs: Partial<Hold> = {}): Hold {
  return {
    id: "hold-1",
    kind: "app",
    app: { id: "app-1", name: "example-app" },
    slug: null,
    reason: "Sale until Monday",
    user: { id: "user-mei", email: "mei.lin@example.com" },
    created_at: minute(0),
    expires_at: null,
    lifted_at: null,
    lifted_by: null,
    ...differs,
  };
}
