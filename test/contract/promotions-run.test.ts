import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as putBacks from "@/app/api/pipeline-promotions/[id]/put-back/route";
import * as stops from "@/app/api/pipeline-promotions/[id]/stop/route";
import * as promotions from "@/app/api/pipeline-promotions/route";
import { Promotion, PromotionList } from "@/lib/schemas/promotion";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { type Dashboard, startDashboard } from "./dashboard";
import { actorWith, created, ended, pipelineRig, post, quick, read, run } from "./promotion-rig";
import { endedRelease, releasesOf } from "./slugs";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ limits: { promotionMs: 60 } });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

describe("a promotion", () => {
  it("goes to all targets in one call and ends when all run it", async () => {
    const rig = await pipelineRig(dashboard, "together");
    const made = await created(dashboard, await rig.body(["eu", "us"], { note: "monday" }));
    expect(made).toMatchObject({
      kind: "promotion",
      status: "pending",
      outcome: "moving",
      note: "monday",
      pipeline: { name: "together" },
      source: { release: { version: 2 }, slug: { id: rig.slug }, commit: "cb6999d1a0244753" },
      user: { email: "ada@example.com" },
      targets: [
        {
          step: "sending",
          stage: "production",
          expected_version: 2,
          previous: { version: 1 },
          release: null,
        },
        { step: "sending" },
      ],
    });
    const done = await ended(dashboard, made.id);
    expect(done).toMatchObject({ outcome: "succeeded", put_back: null });
    for (const [index, key] of (["eu", "us"] as const).entries()) {
      expect(await rig.versions(key)).toEqual([1, 2]);
      expect(done.targets[index]).toMatchObject({
        app: { id: rig.app(key), name: `together-${key}` },
        step: "done",
        status: "succeeded",
        release: { version: 2, status: "succeeded" },
        slipped_in: [],
      });
    }
  });
});
