import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { herokuFor, withoutRetries } from "./client";
import { type EndpointName, endpoints } from "./endpoints";
import type { Grant } from "./grant";
import { remainingCalls } from "./rate";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Starts a Platform API that responds with `answer` and records its requests. */
async function upstream(answer: (request: IncomingMessage, response: ServerResponse, call: number) => void) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { apiUrl: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, asked };
}

function grant(refresh: Grant["refreshAfter401"] = async () => "fresh"): Grant {
  return {
    id: "g",
    accountId: "account",
    scope: "global",
    accessToken: async () => "stale",
    refreshAfter401: refresh,
  };
}

const schema = z.object({ ok: z.boolean() });

describe("a call", () => {
  test("sends version, token, user agent and request id, and reads the calls left", async () => {
    const { apiUrl, asked } = await upstream((_, response) =>
      response.setHeader("ratelimit-remaining", "4321").end('{"ok":true}'),
    );
    const heroku = herokuFor(grant(), { apiUrl, requestId: `abc${"x".repeat(500)}` });
    expect(
      (await heroku.request("cancelBuild", { params: { app: "shop", build: ID }, schema })).data,
    ).toEqual({ ok: true });
    expect(asked[0]).toMatchObject({ method: "DELETE", url: `/apps/shop/builds/${ID}` });
    expect(asked[0]?.headers).toMatchObject({
      accept: "application/vnd.heroku+json; version=3.cancel-build",
      authorization: "Bearer stale",
      "user-agent": "slipway",
    });
    expect(asked[0]?.headers["request-id"]).toHaveLength(200);
    expect(remainingCalls("account")).toBe(4321);
  });

  test("refreshes a rejected token once and is repeated once", async () => {
    const { apiUrl, asked } = await upstream((request, response) => {
      if (request.headers.authorization === "Bearer fresh") response.end('{"ok":true}');
      else response.writeHead(401).end('{"id":"unauthorized"}');
    });
    expect((await herokuFor(grant(), { apiUrl }).request("apps", { schema })).data.ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test("ends the sign-in only when no fresh token is issued, not when the fresh one is rejected", async () => {
    const { apiUrl, asked } = await upstream((_, response) => response.writeHead(401).end(""));
    await expect(herokuFor(grant(), { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
      id: "upstream_unavailable",
    });
    expect(asked).toHaveLength(2);
    const ended = grant(() => Promise.reject(new SlipwayError("unauthorized")));
    await expect(herokuFor(ended, { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
      id: "unauthorized",
    });
  });

  test("is not repeated for any other failure, and follows no redirect", async () => {
    for (const status of [302, 500, 503]) {
      const { apiUrl, asked } = await upstream((_, response) =>
        response.writeHead(status, { location: "/account" }).end(),
      );
      await expect(herokuFor(grant(), { apiUrl }).request("createSource", { schema })).rejects.toBeInstanceOf(
        SlipwayError,
      );
      expect(asked).toHaveLength(1);
    }
  });

  describe("that only reads", () => {
    const retry = { firstMs: 1, lastMs: 2 };

    test.each([502, 503, 504, "reset", "cut"] as const)("is retried twice on %s", async (failure) => {
      const { apiUrl, asked } = await upstream((_, response, call) => {
        if (call === 3) response.end('{"ok":true}');
        else if (typeof failure === "number") response.writeHead(failure).end();
        else if (failure === "reset") response.socket?.resetAndDestroy();
        else response.writeHead(200, { "content-length": 100 }).write("{", () => response.destroy());
      });
      const heroku = herokuFor(grant(), { apiUrl, retry });
      expect((await heroku.request("apps", { schema })).data.ok).toBe(true);
      expect(asked).toHaveLength(3);
      expect(new Set(asked.map(({ headers }) => headers["request-id"])).size).toBe(1);
    });

    test("fails after the second retry with the last error of upstream", async () => {
      const { apiUrl, asked } = await upstream((_, response) => response.writeHead(504).end());
      const heroku = herokuFor(grant(), { apiUrl, retry });
      await expect(heroku.request("filterApps", { schema, body: {} })).rejects.toMatchObject({
        id: "upstream_timeout",
      });
      expect(asked).toHaveLength(3);
    });

    test("is not retried beyond its deadline, nor after the client disconnected", async () => {
      const { apiUrl, asked } = await upstream((_, response) => response.writeHead(503).end());
      const late = herokuFor(grant(), { apiUrl, timeoutMs: 1_000, retry: { firstMs: 3_000, lastMs: 3_000 } });
      await expect(late.request("apps", { schema })).rejects.toMatchObject({ id: "upstream_unavailable" });
      const gone = herokuFor(grant(), { apiUrl, retry, signal: AbortSignal.abort() });
      await expect(gone.request("apps", { schema })).rejects.toBeInstanceOf(SlipwayError);
      expect(asked).toHaveLength(1);
    });

    test.each([400, 404, 429, 500, 501])("is not retried on %i", async (status) => {
      const { apiUrl, asked } = await upstream((_, response) => response.writeHead(status).end());
      const heroku = herokuFor(grant(), { apiUrl, retry });
      await expect(heroku.request("apps", { schema })).rejects.toBeInstanceOf(SlipwayError);
      expect(asked).toHaveLength(1);
    });

    test("is not retried for a caller with its own backoff", async () => {
      const { apiUrl, asked } = await upstream((_, response) => response.writeHead(503).end());
      const heroku = withoutRetries(herokuFor(grant(), { apiUrl, retry }));
      await expect(heroku.request("apps", { schema })).rejects.toBeInstanceOf(SlipwayError);
      expect(asked).toHaveLength(1);
    });
  });

  test.each(writes())("that writes is sent only once: %s", async (name) => {
    for (const failure of ["reset", 503] as const) {
      const { apiUrl, asked } = await upstream((_, response) =>
        failure === "reset" ? response.socket?.resetAndDestroy() : response.writeHead(failure).end(),
      );
      const params = { app: "shop", build: ID, pipeline: ID, coupling: ID, webhook: ID };
      const heroku = herokuFor(grant(), { apiUrl });
      await expect(heroku.request(name, { params, schema })).rejects.toBeInstanceOf(SlipwayError);
      expect(asked).toHaveLength(1);
    }
  });

  test("neutralizes bidirectional controls, except in the values of config vars", async () => {
    const text = "a\u202eb \u2066c";
    const { apiUrl } = await upstream((request, response) => {
      const body = JSON.stringify({ name: text, list: [{ text }] });
      response.end(request.url?.startsWith("/apps/shop/dynos") ? body.replaceAll("\u202e", "\\u202E") : body);
    });
    const heroku = herokuFor(grant(), { apiUrl });
    const call = { params: { app: "shop" }, schema: z.unknown() };
    const marked = { name: "a\ufffdb \ufffdc", list: [{ text: "a\ufffdb \ufffdc" }] };
    for (const endpoint of ["app", "builds", "dynos"] as const)
      expect((await heroku.request(endpoint, call)).data).toEqual(marked);
    expect((await heroku.request("configVars", call)).data).toEqual({ name: text, list: [{ text }] });
  });

  test.each(["", "<html>", "null", '{"ok":"yes"}', "{"])(
    "throws upstream_error for the body %j",
    async (body) => {
      const { apiUrl } = await upstream((_, response) => response.end(body));
      await expect(herokuFor(grant(), { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
        id: "upstream_error",
      });
    },
  );

  test("throws upstream_timeout without a response in time, and upstream_unavailable without a connection", async () => {
    const { apiUrl } = await upstream(() => undefined);
    const slow = herokuFor(grant(), { apiUrl, timeoutMs: 30 });
    await expect(slow.request("apps", { schema })).rejects.toMatchObject({
      id: "upstream_timeout",
      status: 504,
    });
    const dead = herokuFor(grant(), { apiUrl: "http://127.0.0.1:1" });
    await expect(dead.request("apps", { schema })).rejects.toMatchObject({
      id: "upstream_unavailable",
      status: 503,
    });
  });

  test.each(["..", "../account", "a/b", "a%2fb", "a?x", "Shop", "", "oauth/authorizations", "a".repeat(31)])(
    "cannot reach another endpoint with the app name %j",
    async (app) => {
      const { apiUrl, asked } = await upstream((_, response) => response.end('{"ok":true}'));
      const call = herokuFor(grant(), { apiUrl }).request("app", { params: { app }, schema });
      await expect(call).rejects.toMatchObject({ id: "app_not_found" });
      expect(asked).toHaveLength(0);
    },
  );
});

const ID = "01234567-89ab-cdef-0123-456789abcdef";

/** The endpoints that change something; `filterApps` reads although it is a POST. */
function writes(): EndpointName[] {
  const isName = (name: string): name is EndpointName => Object.hasOwn(endpoints, name);
  return Object.keys(endpoints)
    .filter(isName)
    .filter((name) => endpoints[name].method !== "GET" && name !== "filterApps");
}
