import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { herokuFor } from "./client";
import type { Grant } from "./grant";
import { keyOf, lastRead, storeRead } from "./last-reads";
import { noteTimeout, readLimit } from "./time-limits";

const schema = z.object({ name: z.string() });
/** Instead of a status: the server never answers. */
const HANGS = 0;
let server: Server;
let apiUrl = "";
let answer = { status: 200, body: '{"name":"harbour"}' };
let grants = 0;

beforeEach(async () => {
  answer = { status: 200, body: '{"name":"harbour"}' };
  server = createServer((_request, response) => {
    if (answer.status === HANGS) return;
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  apiUrl = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function newGrant(): Grant {
  grants += 1;
  const accessToken = async () => "token";
  return {
    id: `grant-${grants}`,
    accountId: "account",
    scope: "read",
    accessToken,
    refreshAfter401: accessToken,
  };
}

const call = { params: { app: "harbour" }, schema };

describe("the last read", () => {
  test.each([503, 500, 429])("is returned on %i when requested, with its time", async (status) => {
    const grant = newGrant();
    const before = Date.now();
    await herokuFor(grant, { apiUrl, lastRead: true }).request("app", call);
    answer = { status, body: "{}" };
    const shown = herokuFor(grant, { apiUrl, lastRead: true });
    expect((await shown.request("app", call)).data).toEqual({ name: "harbour" });
    expect(shown.oldRead?.at).toBeGreaterThanOrEqual(before);
    expect(shown.oldRead?.error.status).toBeGreaterThanOrEqual(429);
    await expect(herokuFor(grant, { apiUrl }).request("app", call)).rejects.toThrow();
  });

  test.each([401, 403, 404])("is not returned on %i", async (status) => {
    const grant = newGrant();
    await herokuFor(grant, { apiUrl, lastRead: true }).request("app", call);
    answer = { status, body: "{}" };
    await expect(herokuFor(grant, { apiUrl, lastRead: true }).request("app", call)).rejects.toThrow();
  });

  test("is never returned to another grant", async () => {
    await herokuFor(newGrant(), { apiUrl, lastRead: true }).request("app", call);
    answer = { status: 503, body: "{}" };
    await expect(herokuFor(newGrant(), { apiUrl, lastRead: true }).request("app", call)).rejects.toThrow();
  });

  test("is returned sooner while upstream hangs, until it answers again", async () => {
    const shown = herokuFor(newGrant(), { apiUrl, lastRead: true });
    await shown.request("app", call);
    const usual = readLimit(apiUrl, true);
    answer = { status: HANGS, body: "" };
    noteTimeout(apiUrl);
    await shown.request("app", call);
    expect(shown.oldRead?.error.id).toBe("upstream_timeout");
    expect(readLimit(apiUrl, true)).toBeLessThan(usual);
    answer = { status: 503, body: "{}" };
    await shown.request("app", call);
    expect(readLimit(apiUrl, true)).toBe(usual);
  });

  test("excludes values of config vars and writes", () => {
    expect(keyOf("g", "configVars", "/u", undefined)).toBeNull();
    expect(keyOf("g", "createBuild", "/u", undefined)).toBeNull();
    expect(keyOf("g", "createLogSession", "/u", undefined)).toBeNull();
  });

  test("is evicted by newer responses when the cache is full", () => {
    const body = "x".repeat(9 * 1024 * 1024);
    const keep = (key: string) => storeRead(key, { status: 200, headers: new Headers(), body, at: 1_000 });
    for (const key of ["a", "b", "c", "d"]) keep(key);
    expect(["a", "b", "c", "d"].filter((key) => lastRead(key, 2_000))).toEqual(["b", "c", "d"]);
    expect(lastRead("d", 1_000 + 6 * 3_600_000)).toBeNull();
  });
});
