import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newPromotion, newTarget } from "@/lib/server/promotions/new-promotion";
import { db } from "@/lib/server/store/db";
import { prepareStore } from "@/lib/server/store/prepare-store";
import type { PromotionRow } from "@/lib/server/store/promotion-rows";
import { promotionsOn } from "./wall-promotions";

const now = new Date("2026-11-21T12:00:00.000Z");

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-wall-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
});
beforeEach(async () => {
  await db().deleteFrom("promotion_targets").execute();
  await db().deleteFrom("promotions").execute();
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const untouched = { current: null, newest: null, pending: null, releases: [] };

/** A promotion to one app. */
async function promote(stage: string, change: Partial<PromotionRow> = {}, release?: number): Promise<string> {
  const beginner = { heroku: { grant: { id: "g" } }, user: { id: "ada", email: "ada@example.com" } };
  const promotion = newPromotion(beginner, {
    id: crypto.randomUUID(),
    kind: "promotion",
    of_id: null,
    pipeline_id: null,
    pipeline_name: null,
    send_order: "together",
    note: null,
    override: null,
    source_app_id: "staging",
    source_app_name: "shop-staging",
    source_release_id: "release",
    source_version: 12,
    source_slug_id: null,
    source_artifacts: null,
    source_commit: null,
    source_description: null,
  });
  const place = { promotion_id: promotion.id, position: 0, stage, region: "eu" };
  const target = newTarget({ ...untouched, app: { id: "live", name: "shop" } }, place);
  await db()
    .insertInto("promotions")
    .values({ ...promotion, ...change })
    .execute();
  const released = release ? { release_id: `r${release}`, release_version: release } : {};
  await db()
    .insertInto("promotion_targets")
    .values({ ...target, ...released })
    .execute();
  return promotion.id;
}

const screen = { shows: new Set(["live"]), sees: () => true, names: false };
const shown = async (given = screen) => (await promotionsOn(given, now)).map(({ source }) => source.app);
const ended = (ms: number) => ({
  status: "completed" as const,
  finished_at: new Date(now.getTime() - ms).toISOString(),
});

describe("promotionsOn", () => {
  test("returns promotions to production while they run and for a minute after", async () => {
    await promote("production");
    expect(await shown()).toEqual(["shop-staging"]);
    await promote("staging");
    await promote("production", ended(59_000));
    await promote("production", ended(61_000));
    await promote("production", { kind: "put back" });
    expect(await shown()).toHaveLength(2);
  });

  test("omits an outcome after a newer release or a roll back", async () => {
    await promote("production", ended(20_000), 34);
    const at = (version: number) => ({ ...screen, runningOf: () => ({ version }) });
    expect(await shown(at(34))).toHaveLength(1);
    expect(await shown(at(35))).toEqual([]);
    const rolledBack = await promote("production", ended(20_000), 35);
    expect(await shown(at(35))).toHaveLength(1);
    await promote("production", { kind: "put back", of_id: rolledBack });
    expect(await shown(at(35))).toEqual([]);
  });

  test("returns only promotions of the screen's apps that its grant can read", async () => {
    await promote("production");
    expect(await shown({ ...screen, shows: new Set(["other"]) })).toEqual([]);
    expect(await shown({ ...screen, sees: () => false })).toEqual([]);
    expect(
      await shown({ ...screen, sees: (app?: string) => app === "live" } satisfies typeof screen),
    ).toEqual(["hidden app"]);
  });
});
