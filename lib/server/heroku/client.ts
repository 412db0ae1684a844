import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Backoff, backoff, wait } from "@/lib/async";
import { isOutage, SlipwayError } from "@/lib/errors/slipway-error";
import { withoutBidiControls } from "@/lib/schemas/bidi";
import { env } from "@/lib/server/env";
import { countOne } from "@/lib/server/metrics/counts";
import { type EndpointName, endpoints, type PathParams, pathOf } from "./endpoints";
import { failureOf, refusalOf } from "./errors";
import type { Grant } from "./grant";
import { keyOf, lastRead, storeRead } from "./last-reads";
import { recordRemaining } from "./rate";
import { noteAnswer, noteTimeout, readLimit } from "./time-limits";
import { parseJson } from "./upstream-http";

const WRITE_TIMEOUT_MS = 30_000;
/** Upstream and its routers append to the request id; a long one would overflow header limits. */
const REQUEST_ID_MAX = 200;
const RETRIES = 2;
const RETRY: Backoff = { firstMs: 300, lastMs: 1_000 };
const RETRIED_STATUSES = [502, 503, 504];
/** `UND_ERR_SOCKET` is undici's code for a connection that the other side closed. */
const RETRIED_CODES = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

export type HerokuOptions = {
  /** Aborts the calls when the client disconnects. */
  signal?: AbortSignal;
  /** Sent upstream, so that one id finds the request in both logs. */
  requestId?: string;
  /** Time limit of a call, retries included. */
  timeoutMs?: number;
  /** For tests: the backoff between retries. */
  retry?: Backoff;
  /** For data that is only displayed: while upstream fails, returns this grant's last read and sets `oldRead`. */
  lastRead?: boolean;
  /** For tests: the URL of another Platform API. */
  apiUrl?: string;
};

export type Call<T extends z.ZodType> = {
  params?: PathParams;
  schema: T;
  body?: unknown;
  range?: string;
  /** Sent with this call only; neither logged nor stored. */
  twoFactorCode?: string | undefined;
  /** False when the caller has its own backoff. */
  retries?: boolean;
};

/** `at`: upstream's time of the response, in ms since the epoch. */
export type Reply<T> = { data: T; nextRange: string | null; at: number };

export type OldRead = { at: number; error: SlipwayError };

/** A client of the Platform API with one grant. */
export type Heroku = {
  readonly grant: Grant;
  readonly apiUrl: string;
  /** The oldest cached read that replaced a failed one: its time (ms since the epoch) and the error. Null when none did. */
  readonly oldRead?: OldRead | null;
  /**
   * Calls one allow-listed endpoint; repeats the call once after refreshing a stale token. Reads are retried up to twice
   * after transient failures, writes never. Throws SlipwayError.
   */
  request<T extends z.ZodType>(endpoint: EndpointName, call: Call<T>): Promise<Reply<z.infer<T>>>;
};

export function herokuFor(grant: Grant, options: HerokuOptions = {}): Heroku {
  const apiUrl = (options.apiUrl ?? env().herokuApiUrl).replace(/\/$/, "");
  let oldRead: OldRead | null = null;
  // A grant that upstream rejects gets no cached data, although the error thrown for it is an outage.
  let isRefused = false;
  const sendAuthorized = async <T extends z.ZodType>(
    endpoint: EndpointName,
    call: Call<T>,
    url: string,
    hasLast = false,
  ): Promise<Answer> => {
    const token = await grant.accessToken();
    let answer = await send(url, endpoint, call, { ...options, token, hasLast });
    if (answer.status === 401) {
      const fresh = await grant.refreshAfter401(token);
      answer = await send(url, endpoint, call, { ...options, token: fresh, hasLast });
      isRefused = answer.status === 401;
      if (isRefused) throw freshTokenRefused(answer.headers);
    }
    recordRemaining(grant.accountId, answer.headers.get("ratelimit-remaining"));
    if (answer.status >= 300)
      throw refusalOf({ ...answer, grantScope: grant.scope, ofApp: endpoint === "app" });
    return answer;
  };
  return {
    grant,
    apiUrl,
    get oldRead() {
      return oldRead;
    },
    async request(endpoint, call) {
      const url = apiUrl + pathOf(endpoint, call.params ?? {});
      const key = options.lastRead ? keyOf(grant.id, endpoint, url, call.range) : null;
      if (key === null) return read(await sendAuthorized(endpoint, call, url), endpoint, call.schema);
      const cached = lastRead(key, Date.now());
      try {
        const answer = await sendAuthorized(endpoint, call, url, cached !== null);
        const reply = read(answer, endpoint, call.schema);
        storeRead(key, { ...answer, at: Date.now() });
        return reply;
      } catch (error) {
        if (!cached || isRefused || !isOutage(error) || options.signal?.aborted) throw error;
        if (!oldRead || cached.at < oldRead.at) oldRead = { at: cached.at, error };
        return read(cached, endpoint, call.schema);
      }
    },
  };
}

/** Returns the client without retries, for callers with their own backoff: nested retries would multiply the calls. */
export function withoutRetries(heroku: Heroku): Heroku {
  return { ...heroku, request: (endpoint, call) => heroku.request(endpoint, { ...call, retries: false }) };
}

/** Returns the error for a token that was refused right after it was issued. It must not end the sign-in. */
function freshTokenRefused(headers: Headers): SlipwayError {
  return new SlipwayError("upstream_unavailable", {
    detail: "Heroku refused a token that it had just issued.",
    requestId: headers.get("request-id"),
  });
}

type Answer = { status: number; headers: Headers; body: string };

/** Sends one call; retries it if it is a read, until the deadline. `hasLast`: its last response is cached. */
async function send<T extends z.ZodType>(
  url: string,
  endpoint: EndpointName,
  call: Call<T>,
  { token, hasLast, ...options }: HerokuOptions & { token: string; hasLast: boolean },
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
  const isRead = entry.method === "GET" || endpoint === "filterApps";
  const { origin } = new URL(url);
  const timeoutMs = options.timeoutMs ?? (isRead ? readLimit(origin, hasLast) : WRITE_TIMEOUT_MS);
  const deadline = Date.now() + timeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const retries = isRead && call.retries !== false ? RETRIES : 0;
  for (let failures = 1; ; failures += 1) {
    const result = await attempt(url, { method: entry.method, headers, body, signal });
    const isAborted = options.signal?.aborted === true;
    const status = "error" in result ? (isAborted ? "left" : "none") : String(result.status);
    if (status === "none" && isRead && timeout.aborted) noteTimeout(origin);
    else if (!("error" in result)) noteAnswer(origin);
    countOne("slipway_upstream_requests_total", endpoint, status);
    const pause = backoff(failures, options.retry ?? RETRY);
    if (failures > retries || signal.aborted || !isTransient(result) || Date.now() + pause >= deadline) {
      if ("error" in result) throw failureOf(result.error);
      return result;
    }
    await wait(pause, signal);
  }
}

type Attempt = Answer | { error: unknown };

async function attempt(url: string, init: RequestInit): Promise<Attempt> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual", cache: "no-store" });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    return { error };
  }
}

function isTransient(result: Attempt): boolean {
  if ("status" in result) return RETRIED_STATUSES.includes(result.status);
  const cause = result.error instanceof Error ? result.error.cause : undefined;
  return cause instanceof Error && "code" in cause && RETRIED_CODES.includes(String(cause.code));
}

/** Values of config vars are written back, so they must not change. */
const EXACT: readonly EndpointName[] = ["configVars", "patchConfigVars", "releaseConfigVars"];

/** Matches JSON with bidirectional controls, raw or escaped. A cheap test, because hardly any has them. */
const MAY_REORDER = /\p{Bidi_Control}|\\u(?:061c|20[0-6])/iu;

/** Neutralizes bidirectional controls in all keys and strings. */
function withoutControls(value: unknown): unknown {
  if (typeof value === "string") return withoutBidiControls(value);
  if (Array.isArray(value)) return value.map(withoutControls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [withoutBidiControls(key), withoutControls(each)]),
  );
}

function read<T extends z.ZodType>(
  { headers, body }: Answer,
  endpoint: EndpointName,
  schema: T,
): Reply<z.infer<T>> {
  const json = parseJson(body);
  const parsed = schema.safeParse(
    EXACT.includes(endpoint) || !MAY_REORDER.test(body) ? json : withoutControls(json),
  );
  if (!parsed.success) {
    throw new SlipwayError("upstream_error", {
      cause: new Error(`${endpoint}: ${parsed.error.message}`),
      requestId: headers.get("request-id"),
    });
  }
  const date = Date.parse(headers.get("date") ?? "");
  const at = Number.isNaN(date) ? Date.now() : date;
  return { data: parsed.data, nextRange: headers.get("next-range"), at };
}
