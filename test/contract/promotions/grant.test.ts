import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPromotion } from "@/lib/server/promotions/new-promotion";
import { finishPromotion, runPromotion } from "@/lib/server/promotions/run";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import { prepareStore } from "@/lib/server/store/prepare-store";
import {
  deleteExpired,
  endSession,
  findSession,
  grantIdOf,
  insertSession,
} from "@/lib/server/store/sessions";

// What upstream is asked when a grant ends.
const calls: string[] = [];
const upstream = createServer((request, response) => {
  calls.push(`${request.method} ${request.url} ${request.headers.authorization}`);
  const own = [{ id: "authorization", access_token: { token: "HRKU-access" } }];
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(own));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-grant-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  vi.stubEnv("HEROKU_API_URL", `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  await prepareStore();
});
afterAll(() => {
  upstream.close();
  vi.unstubAllEnvs();
});

/** A person who signed in and began a promotion. */
async function promoting(token: string) {
  await insertSession(db(), {
    token,
    person: { id: "ada", email: "ada@example.com", name: null },
    scope: "identity write-protected",
    tokens: { access: "HRKU-access", refresh: null, expiresAt: null },
    expires: new Date(Date.now() + 90 * 24 * 60 * 60_000),
  });
  const grantId = (await grantIdOf(db(), token)) ?? "";
  const promotion = {
    ...newPromotion(
      { heroku: { grant: { id: grantId } }, user: { id: "ada", email: "ada@example.com" } },
      order,
    ),
    id: crypto.randomUUID(),
  };
  await db().insertInto("promotions").values(promotion).execute();
  return { grantId, promotion };
}

const order = {
  id: "",
  kind: "promotion" as const,
  of_id: null,
  pipeline_id: null,
  pipeline_name: null,
  send_order: "together" as const,
  note: null,
  override: null,
  source_app_id: "source",
  source_app_name: "source",
  source_release_id: "release",
  source_version: 1,
  source_slug_id: null,
  source_artifacts: null,
  source_commit: null,
  source_description: null,
};

test("signing out ends the session at once, and its grant after the promotion", async () => {
  const { grantId, promotion } = await promoting("cookie-1");
  const other = await promoting("cookie-2");
  await endSession(db(), "cookie-1");
  expect(await findSession(db(), "cookie-1", new Date())).toBeNull();
  expect((await readGrant(db(), grantId))?.tokens.access).toBe("HRKU-access");
  expect(calls).toEqual([]);
  await finishPromotion(promotion, []);
  expect(await readGrant(db(), grantId)).toBeNull();
  expect(calls).toEqual([
    "GET /oauth/authorizations Bearer HRKU-access",
    "DELETE /oauth/authorizations/authorization Bearer HRKU-access",
  ]);
  await finishPromotion(other.promotion, []);
  expect(await findSession(db(), "cookie-2", new Date())).not.toBeNull();
  expect(await readGrant(db(), other.grantId)).not.toBeNull();
});

test("an expired session keeps the grant of its promotion", async () => {
  const { grantId } = await promoting("forgotten");
  await deleteExpired(db(), new Date(Date.now() + 15 * 24 * 60 * 60_000));
  expect(await grantIdOf(db(), "forgotten")).toBeNull();
  expect(await readGrant(db(), grantId)).not.toBeNull();
});

test("a promotion without a grant ends as unknown", async () => {
  const { grantId, promotion } = await promoting("revoked");
  const sent = { app_id: "app", app_name: "app", promotion_id: promotion.id, release_phase: 0 };
  const targets = (["dynos", "waiting"] as const).map((step, position) => ({
    ...sent,
    id: crypto.randomUUID(),
    step,
    position,
  }));
  await db()
    .insertInto("promotion_targets")
    .values(targets.map((target) => ({ ...empty, ...target })))
    .execute();
  await db().deleteFrom("sessions").where("grant_id", "=", grantId).execute();
  await db().deleteFrom("grants").where("id", "=", grantId).execute();
  await runPromotion(promotion.id);
  const row = db().selectFrom("promotions").select(["status", "outcome"]).where("id", "=", promotion.id);
  expect(await row.executeTakeFirst()).toEqual({ status: "completed", outcome: "unknown" });
  const steps = db().selectFrom("promotion_targets").select(["step", "error_message"]);
  for (const { step, error_message } of await steps.where("promotion_id", "=", promotion.id).execute()) {
    expect([step, error_message]).toEqual([
      "unknown",
      expect.stringContaining("sign-in that carried this out"),
    ]);
  }
});

const empty = {
  stage: null,
  region: null,
  expected_current: null,
  error_message: null,
  previous_id: null,
  previous_version: null,
  previous_commit: null,
  back_to_id: null,
  back_to_version: null,
  back_to_slug_id: null,
  back_to_artifacts: null,
  newest_version: null,
  attempt_id: null,
  upstream_id: null,
  release_id: null,
  release_version: null,
  release_status: null,
  dynos: null,
  slipped_in: null,
  sent_at: null,
  released_at: null,
  finished_at: null,
  seen_at: null,
};
