import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import type { Grant } from "@/lib/server/grants";
import { countOne } from "@/lib/server/metrics/counts";
import { parseJson } from "./body";
import { type EndpointName, endpoints, type PathParams, pathOf } from "./endpoints";
import { failureOf, refusalOf } from "./errors";
import { noteRemaining } from "./rate";

const TIMEOUT_MS = 30_000;
/** Upstream and its routers append to the request id; a long one would overflow header limits. */
const REQUEST_ID_MAX = 200;

export type HerokuOptions = {
  /** Ends the calls when the browser leaves. */
  signal?: AbortSignal;
  /** Sent upstream, so that one id finds the request in both logs. */
  requestId?: string;
  timeoutMs?: number;
  /** For tests: another Platform API than the environment's. */
  apiUrl?: string;
};

export type Call<T extends z.ZodType> = {
  params?: PathParams;
  schema: T;
  body?: unknown;
  range?: string;
  /** Passed on with this call alone, when upstream asked for it; neither logged nor kept. */
  twoFactorCode?: string | undefined;
};

export type Reply<T> = { data: T; nextRange: string | null; requestId: string | null };

/** The Platform API, spoken with one grant. */
export type Heroku = {
  readonly grant: Grant;
  readonly apiUrl: string;
  /** Calls one allow-listed endpoint once (twice when a stale token was refreshed). Throws SlipwayError. */
  request<T extends z.ZodType>(endpoint: EndpointName, call: Call<T>): Promise<Reply<z.infer<T>>>;
};

export function herokuFor(grant: Grant, options: HerokuOptions = {}): Heroku {
  const apiUrl = (options.apiUrl ?? env().herokuApiUrl).replace(/\/$/, "");
  return {
    grant,
    apiUrl,
    async request(endpoint, call) {
      const url = apiUrl + pathOf(endpoint, call.params ?? {});
      const token = await grant.accessToken();
      let answer = await send(url, endpoint, call, token, options);
      if (answer.status === 401) {
        answer = await send(url, endpoint, call, await grant.refreshAfter401(token), options);
      }
      noteRemaining(grant.accountId, answer.headers.get("ratelimit-remaining"));
      if (answer.status >= 300) {
        throw refusalOf({ ...answer, grantScope: grant.scope, ofApp: endpoint === "app" });
      }
      return read(answer, endpoint, call.schema);
    },
  };
}

type Answer = { status: number; headers: Headers; body: string };

async function send<T extends z.ZodType>(
  url: string,
  endpoint: EndpointName,
  call: Call<T>,
  token: string,
  options: HerokuOptions,
): Promise<Answer> {
  const entry: { method: string; variant?: string } = endpoints[endpoint];
  const headers = new Headers({
    accept: `application/vnd.heroku+json; version=3${entry.variant ? `.${entry.variant}` : ""}`,
    authorization: `Bearer ${token}`,
    "user-agent": "slipway",
    "request-id": (options.requestId ?? randomUUID()).slice(0, REQUEST_ID_MAX),
  });
  if (call.range) headers.set("range", call.range);
  if (call.twoFactorCode) headers.set("heroku-two-factor-code", call.twoFactorCode);
  if (call.body !== undefined) headers.set("content-type", "application/json");
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: entry.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      redirect: "manual",
      cache: "no-store",
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    const answer = { status: response.status, headers: response.headers, body: await response.text() };
    countOne("slipway_upstream_requests_total", endpoint, String(answer.status));
    return answer;
  } catch (error) {
    const left = options.signal?.aborted === true;
    countOne("slipway_upstream_requests_total", endpoint, left ? "left" : "none");
    throw failureOf(error);
  }
}

function read<T extends z.ZodType>(
  { headers, body }: Answer,
  endpoint: EndpointName,
  schema: T,
): Reply<z.infer<T>> {
  const requestId = headers.get("request-id");
  const parsed = schema.safeParse(parseJson(body));
  if (!parsed.success) {
    throw new SlipwayError("upstream_error", {
      cause: new Error(`${endpoint}: ${parsed.error.message}`),
      ...(requestId ? { requestId } : {}),
    });
  }
  return { data: parsed.data, nextRange: headers.get("next-range"), requestId };
}
