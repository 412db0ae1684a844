import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { store } from "@/lib/server/store/db";
import { startPostgres } from "@/test/harness/postgres";
import { discardProcessState } from "@/test/harness/process-state";

// Both engines keep the same promises. Modules are loaded anew for each, because the environment is read once.
const postgres = await startPostgres();
afterAll(() => postgres?.stop());

const engines: [string, string][] = [["SQLite", ""]];
if (postgres) engines.push(["PostgreSQL", postgres.url]);

describe.each(engines)("the store on %s", (_name, url) => {
  beforeAll(() => {
    discardProcessState();
    vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-store-")));
    vi.stubEnv("DATABASE_URL", url);
    vi.stubEnv("LOCAL_CLIENT_ID", "client");
    vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
    return async () => {
      await store.existing()?.db.destroy();
      store.reset();
      vi.unstubAllEnvs();
    };
  });

  const load = async () => ({
    ...(await import("@/lib/server/store/db")),
    ...(await import("@/lib/server/store/prepare-store")),
    ...(await import("@/lib/server/store/sessions")),
    ...(await import("@/lib/server/store/grants")),
    ...(await import("@/lib/server/store/migrations")),
    ...(await import("@/lib/server/store/webhooks")),
  });
  const person = { id: "ada", email: "ada@example.com", name: "Ada" };
  const tokens = { access: "HRKU-access", refresh: "HRKU-refresh", expiresAt: null };
  const later = new Date(Date.now() + 90 * 24 * 60 * 60_000);

  async function signIn(token: string, from: Partial<typeof person> = {}) {
    const { db, insertSession } = await load();
    await insertSession(db(), {
      token,
      person: { ...person, ...from },
      scope: "identity",
      tokens,
      expires: later,
    });
  }

  test("migrates once, also if several servers start together", async () => {
    const { prepareStore, migrate, store, db } = await load();
    await prepareStore();
    await Promise.all([1, 2, 3].map(() => migrate(db(), store().engine, () => new Date())));
    const names = await db().selectFrom("migrations").select("name").orderBy("name").execute();
    expect(names.map((row) => row.name).slice(0, 3)).toEqual([
      "0001-sessions",
      "0002-cancellations",
      "0003-attempts",
    ]);
    expect(new Set(names.map((row) => row.name)).size).toBe(names.length);
  });

  test("refuses the data of another upstream, naming both", async () => {
    const { claimUpstream, db } = await load();
    await claimUpstream(db(), "the local platform", "DATA_DIR");
    await expect(claimUpstream(db(), "https://api.heroku.com", "DATA_DIR")).rejects.toThrow(
      /the local platform.*https:\/\/api\.heroku\.com.*DATA_DIR/,
    );
  });

  test("finds a session by its cookie alone, and keeps neither cookie nor tokens in clear", async () => {
    const { db, findSession, readGrant } = await load();
    await signIn("cookie-1");
    const session = await findSession(db(), "cookie-1", new Date());
    expect(session).toMatchObject({ user_id: "ada", email: "ada@example.com", scope: "identity" });
    expect(await findSession(db(), session?.id ?? "", new Date())).toBeNull();
    expect((await readGrant(db(), session?.grant_id ?? ""))?.tokens).toEqual(tokens);
    const everything = JSON.stringify([
      await db().selectFrom("sessions").selectAll().execute(),
      await db().selectFrom("grants").selectAll().execute(),
    ]);
    expect(everything).not.toMatch(/cookie-1|HRKU/);
  });

  test("stores a user's newest name", async () => {
    const { db, findSession } = await load();
    await signIn("cookie-2", { name: "Ada Alvarez" });
    expect((await findSession(db(), "cookie-2", new Date()))?.name).toBe("Ada Alvarez");
  });

  test("ends a session together with its grant only", async () => {
    const { db, endSession, findSession, grantIdOf, readGrant } = await load();
    await signIn("cookie-3");
    const grantId = await grantIdOf(db(), "cookie-3");
    await endSession(db(), "cookie-3");
    expect(await findSession(db(), "cookie-3", new Date())).toBeNull();
    expect(await readGrant(db(), grantId ?? "")).toBeNull();
    expect(await findSession(db(), "cookie-1", new Date())).not.toBeNull();
  });

  test("ends a session after two weeks without use, and after 90 days in any case", async () => {
    const { db, findSession, grantIdOf } = await load();
    const day = (n: number) => new Date(Date.now() + n * 24 * 60 * 60_000);
    await signIn("idle");
    expect(await findSession(db(), "idle", day(13))).not.toBeNull();
    expect(await findSession(db(), "idle", day(26))).not.toBeNull();
    expect(await findSession(db(), "idle", day(41))).toBeNull();
    expect(await grantIdOf(db(), "idle")).toBeNull();
    await signIn("old");
    for (let n = 10; n < 90; n += 10) expect(await findSession(db(), "old", day(n))).not.toBeNull();
    expect(await findSession(db(), "old", day(91))).toBeNull();
  });

  test("removes expired rows", async () => {
    const { db, deleteExpired, grantIdOf } = await load();
    await signIn("forgotten");
    await deleteExpired(db(), new Date(Date.now() + 15 * 24 * 60 * 60_000));
    expect(await grantIdOf(db(), "forgotten")).toBeNull();
  });

  test("keeps one subscription per app, and each of its events once, also under concurrency", async () => {
    const { insertWebhook, deleteStoredWebhook, signingSecret, recordEvent } = await load();
    const now = new Date();
    const hook = { appId: "app", secret: "of the hook", level: "sync", by: "ada@example.com" };
    const made = await Promise.all(["one", "two"].map((id) => insertWebhook({ ...hook, id }, now)));
    expect(made.toSorted()).toEqual([false, true]);
    const webhookId = made[0] ? "one" : "two";
    expect(await signingSecret(webhookId)).toEqual({ appId: "app", secret: "of the hook" });
    const event = { webhookId, eventId: "event", resourceId: "build", updatedAt: 2_000 };
    const noted = await Promise.all([1, 2, 3].map(() => recordEvent(event, now)));
    expect(noted.toSorted()).toEqual(["again", "again", "new"]);
    expect(await recordEvent({ ...event, eventId: "before", updatedAt: 1_000 }, now)).toBe("older");
    const nextWeek = new Date(now.getTime() + 9 * 24 * 60 * 60_000);
    expect(await recordEvent(event, nextWeek)).toBe("new");
    await deleteStoredWebhook(webhookId);
    expect((await signingSecret(webhookId)).appId).toBeNull();
  });
});
