import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Grant } from "@/lib/server/grants";
import { herokuFor } from "./client";
import { remainingCalls } from "./rate";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A Platform API that answers as told, and what it was asked. */
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
  test("says version, token, agent and request id, and reads the calls left", async () => {
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

  test("refreshes a refused token once and repeats itself once", async () => {
    const { apiUrl, asked } = await upstream((request, response) => {
      if (request.headers.authorization === "Bearer fresh") response.end('{"ok":true}');
      else response.writeHead(401).end('{"id":"unauthorized"}');
    });
    expect((await herokuFor(grant(), { apiUrl }).request("apps", { schema })).data.ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test("gives up when the fresh token is refused too, or cannot be had", async () => {
    const { apiUrl, asked } = await upstream((_, response) => response.writeHead(401).end(""));
    await expect(herokuFor(grant(), { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
      id: "unauthorized",
    });
    expect(asked).toHaveLength(2);
    const ended = grant(() => Promise.reject(new SlipwayError("unauthorized")));
    await expect(herokuFor(ended, { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
      id: "unauthorized",
    });
  });

  test("is never repeated for any other failure, and follows no redirect", async () => {
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

  test.each(["", "<html>", "null", '{"ok":"yes"}', "{"])(
    "that is answered with %j is not understood",
    async (body) => {
      const { apiUrl } = await upstream((_, response) => response.end(body));
      await expect(herokuFor(grant(), { apiUrl }).request("apps", { schema })).rejects.toMatchObject({
        id: "upstream_error",
      });
    },
  );

  test("without an answer in time says so; without a connection too", async () => {
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
    "reaches no other endpoint through the app %j",
    async (app) => {
      const { apiUrl, asked } = await upstream((_, response) => response.end('{"ok":true}'));
      const call = herokuFor(grant(), { apiUrl }).request("app", { params: { app }, schema });
      await expect(call).rejects.toMatchObject({ id: "app_not_found" });
      expect(asked).toHaveLength(0);
    },
  );
});

const ID = "01234567-89ab-cdef-0123-456789abcdef";
