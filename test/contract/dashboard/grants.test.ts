import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refreshes } from "@/lib/server/session/grants";
import { store } from "@/lib/server/store/db";
import { startPostgres } from "@/test/harness/postgres";
import { discardProcessState } from "@/test/harness/process-state";

/** An identity host that rotates refresh tokens and counts each that is spent twice. */
class RotatingIdentity {
  current = "refresh-0";
  calls = 0;
  spentTwice = 0;
  /** What the next call is answered instead. */
  refusal: { status: number; body: string } | null = null;
  #server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      this.calls += 1;
      const refresh = new URLSearchParams(body).get("refresh_token");
      if (this.refusal) return response.writeHead(this.refusal.status).end(this.refusal.body);
      if (refresh !== this.current) {
        this.spentTwice += 1;
        return response.writeHead(401).end('{"id":"unauthorized","error":"invalid_grant"}');
      }
      this.current = `refresh-${this.calls}`;
      const answer = {
        access_token: `access-${this.calls}`,
        refresh_token: this.current,
        expires_in: 28_799,
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
  }

  stop(): void {
    this.#server?.close();
  }
}

const postgres = await startPostgres();
afterAll(() => postgres?.stop());
const engines: [string, string][] = [["SQLite", ""]];
if (postgres) engines.push(["PostgreSQL", postgres.url]);

describe.each(engines)("refreshing a grant on %s", (_name, url) => {
  const identity = new RotatingIdentity();

  beforeAll(async () => {
    vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-grants-")));
    vi.stubEnv("DATABASE_URL", url);
    vi.stubEnv("LOCAL_CLIENT_ID", "client");
    vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
    vi.stubEnv("HEROKU_ID_URL", await identity.start());
    discardProcessState();
    await (await import("@/lib/server/store/prepare-store")).prepareStore();
    return async () => {
      identity.stop();
      await store.existing()?.db.destroy();
      store.reset();
      vi.unstubAllEnvs();
    };
  });

  beforeEach(() => {
    Object.assign(identity, { current: "refresh-0", calls: 0, spentTwice: 0, refusal: null });
  });

  /** A grant as another server process would hold it: same store, no shared memory. */
  async function grantOnAnotherServer(id: string) {
    vi.resetModules();
    refreshes.reset();
    const { grantOf } = await import("@/lib/server/session/grants");
    return grantOf({ id, userId: "ada", scope: "identity" });
  }

  async function newGrant(expiresAt: Date | null = new Date(Date.now() + 3_600_000)) {
    const { db } = await import("@/lib/server/store/db");
    const { insertSession, grantIdOf } = await import("@/lib/server/store/sessions");
    const token = crypto.randomUUID();
    await insertSession(db(), {
      token,
      person: { id: "ada", email: "ada@example.com", name: null },
      scope: "identity",
      tokens: { access: "access-0", refresh: "refresh-0", expiresAt },
      expires: new Date(Date.now() + 3_600_000),
    });
    const id = (await grantIdOf(db(), token)) ?? "";
    const { grantOf } = await import("@/lib/server/session/grants");
    return { id, token, grant: grantOf({ id, userId: "ada", scope: "identity" }) };
  }

  test("uses a valid token", async () => {
    const { grant } = await newGrant();
    expect(await grant.accessToken()).toBe("access-0");
    expect(identity.calls).toBe(0);
  });

  test("uses a refresh token once for 20 concurrent requests", async () => {
    const { grant } = await newGrant();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => grant.refreshAfter401("access-0")));
    expect(new Set(tokens)).toEqual(new Set(["access-1"]));
    expect(identity).toMatchObject({ calls: 1, spentTwice: 0 });
  });

  test("refreshes before a token expires, once for all concurrent callers", async () => {
    const { grant } = await newGrant(new Date(Date.now() + 30_000));
    const tokens = await Promise.all(Array.from({ length: 20 }, () => grant.accessToken()));
    expect(new Set(tokens)).toEqual(new Set(["access-1"]));
    expect(identity).toMatchObject({ calls: 1, spentTwice: 0 });
  });

  test("uses the token that another server refreshed", async () => {
    const { grant, id } = await newGrant();
    await grant.refreshAfter401("access-0");
    expect(await (await grantOnAnotherServer(id)).refreshAfter401("access-0")).toBe("access-1");
    expect(identity.calls).toBe(1);
  });

  if (url) {
    test("waits for another server's refresh", async () => {
      const { grant, id } = await newGrant();
      const first = grant.refreshAfter401("access-0");
      const second = (await grantOnAnotherServer(id)).refreshAfter401("access-0");
      expect(await Promise.all([first, second])).toEqual(["access-1", "access-1"]);
      expect(identity).toMatchObject({ calls: 1, spentTwice: 0 });
    });
  }

  async function isSignedIn(token: string): Promise<boolean> {
    const { db } = await import("@/lib/server/store/db");
    const { findSession } = await import("@/lib/server/store/sessions");
    return (await findSession(db(), token, new Date())) !== null;
  }

  test.each([
    [400, '{"error":"invalid_grant"}'],
    [401, '{"id":"invalid_grant","message":"This refresh token is unknown."}'],
    [403, '{"id":"forbidden","error":"invalid_grant"}'],
  ])("ends the sign-in when the refresh token itself is refused: %i %s", async (status, body) => {
    const { grant, token } = await newGrant();
    identity.refusal = { status, body };
    await expect(grant.refreshAfter401("access-0")).rejects.toMatchObject({ id: "unauthorized" });
    expect(await isSignedIn(token)).toBe(false);
  });

  test.each([
    [401, '{"error":"invalid_client"}'],
    [401, '{"id":"unauthorized","message":"Invalid credentials provided."}'],
    [400, '{"error":"invalid_request"}'],
    [400, ""],
    [403, "Your account has been suspended"],
    [403, "<html><h1>Access denied: invalid_grant</h1></html>"],
    [404, "<html>"],
    [407, ""],
    [429, '{"id":"rate_limit"}'],
    [503, '{"error":"invalid_grant"}'],
    [200, "<html>Down for maintenance</html>"],
    [200, '{"error":"invalid_grant"}'],
    [302, ""],
  ])("keeps the sign-in through %i %s", async (status, body) => {
    const { grant, token } = await newGrant();
    identity.refusal = { status, body };
    await expect(grant.refreshAfter401("access-0")).rejects.toMatchObject({
      id: expect.stringMatching(/^upstream_/),
    });
    expect(await isSignedIn(token)).toBe(true);
    identity.refusal = null;
    expect(await grant.refreshAfter401("access-0")).toBe("access-2");
  });
});
