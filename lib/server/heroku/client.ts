import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Backoff, backoff, wait } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { withoutBidiControls } from "@/lib/schemas/bidi";
import { env } from "@/lib/server/env";
import type { Grant } from "@/lib/server/heroku/grant";
import { countOne } from "@/lib/server/metrics/counts";
import { parseJson } from "./body";
import { type EndpointName, endpoints, type PathParams, pathOf } from "./endpoints";
import { failureOf, refusalOf } from "./errors";
import { isOutage, keepRead, keyOf, lastRead, PATIENCE_MS } from "./last-reads";
import { noteRemaining } from "./rate";

const TIMEOUT_MS = 30_000;
/** Upstream and its routers append to the request id; a long one would overflow header limits. */
const REQUEST_ID_MAX = 200;
const RETRIES = 2;
const RETRY: Backoff = { firstMs: 300, lastMs: 1_000 };
const RETRIED_STATUSES = [502, 503, 504];
/** undici's code is that of a connection which the other side closed. */
const RETRIED_CODES = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

export type HerokuOptions = {
  /** Ends the calls when the browser leaves. */
  signal?: AbortSignal;
  /** Sent upstream, so that one id finds the request in both logs. */
  requestId?: string;
  /** How long a call may take, its retries included. */
  timeoutMs?: number;
  /** For tests: pauses before a retry. */
  retry?: Backoff;
  /** For what is only shown: while upstream fails, what this grant last read is answered, and `oldRead` says so. */
  lastRead?: boolean;
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
  /** False: the caller has a back-off of its own. */
  retries?: boolean;
};

/** `at`: upstream's time when it answered, in ms since the epoch. */
export type Reply<T> = { data: T; nextRange: string | null; requestId: string | null; at: number };

export type OldRead = { at: number; error: SlipwayError };

/** The Platform API, spoken with one grant. */
export type Heroku = {
  readonly grant: Grant;
  readonly apiUrl: string;
  /** The oldest answer that stood in for one that failed: when it was read (ms), and why nothing newer came. */
  readonly oldRead?: OldRead | null;
  /**
   * Calls one allow-listed endpoint, again when a stale token was refreshed. What only reads is retried twice while
   * upstream is briefly away; a write never is. Throws SlipwayError.
   */
  request<T extends z.ZodType>(endpoint: EndpointName, call: Call<T>): Promise<Reply<z.infer<T>>>;
};

export function herokuFor(grant: Grant, options: HerokuOptions = {}): Heroku {
  const apiUrl = (options.apiUrl ?? env().herokuApiUrl).replace(/\/$/, "");
  let oldRead: OldRead | null = null;
  // Who is refused is shown nothing, whatever the refusal is taken for.
  let isRefused = false;
  const ask = async <T extends z.ZodType>(
    endpoint: EndpointName,
    call: Call<T>,
    url: string,
    timeoutMs?: number,
  ): Promise<Answer> => {
    const token = await grant.accessToken();
    const sent = timeoutMs === undefined ? options : { ...options, timeoutMs };
    let answer = await send(url, endpoint, call, token, sent);
    if (answer.status === 401) {
      answer = await send(url, endpoint, call, await grant.refreshAfter401(token), sent);
      isRefused = answer.status === 401;
      if (isRefused) throw freshTokenRefused(answer.headers);
    }
    noteRemaining(grant.accountId, answer.headers.get("ratelimit-remaining"));
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
      if (key === null) return read(await ask(endpoint, call, url), endpoint, call.schema);
      const kept = lastRead(key, Date.now());
      try {
        const answer = await ask(endpoint, call, url, kept ? PATIENCE_MS : undefined);
        const reply = read(answer, endpoint, call.schema);
        keepRead(key, { ...answer, at: Date.now() });
        return reply;
      } catch (error) {
        if (!kept || isRefused || !isOutage(error) || options.signal?.aborted) throw error;
        if (!oldRead || kept.at < oldRead.at) oldRead = { at: kept.at, error };
        return read(kept, endpoint, call.schema);
      }
    },
  };
}

/** The same without retries, for who has a back-off of their own: two together would multiply the calls. */
export function withoutRetries(heroku: Heroku): Heroku {
  return { ...heroku, request: (endpoint, call) => heroku.request(endpoint, { ...call, retries: false }) };
}

/** The identity host stands by the grant, so this says nothing about the sign-in and must not end it. */
function freshTokenRefused(headers: Headers): SlipwayError {
  const requestId = headers.get("request-id");
  return new SlipwayError("upstream_unavailable", {
    detail: "Heroku refused a token that it had just issued.",
    ...(requestId ? { requestId } : {}),
  });
}

type Answer = { status: number; headers: Headers; body: string };

/** Sends one call, with retries when it only reads, until its deadline. */
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
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const deadline = Date.now() + timeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const isRead = entry.method === "GET" || endpoint === "filterApps";
  const retries = isRead && call.retries !== false ? RETRIES : 0;
  for (let failures = 1; ; failures += 1) {
    const result = await attempt(url, { method: entry.method, headers, body, signal });
    const left = options.signal?.aborted === true;
    const status = "error" in result ? (left ? "left" : "none") : String(result.status);
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

/** Values of config vars are written back as they are. */
const EXACT: readonly EndpointName[] = ["configVars", "patchConfigVars", "releaseConfigVars"];

/** Whether JSON has bidirectional controls, as they are or escaped: hardly any has. */
const MAY_REORDER = /\p{Bidi_Control}|\\u(?:061c|20[0-6])/iu;

/** All texts that people read, neutralised at the one place where they come in. */
function withMarks(value: unknown): unknown {
  if (typeof value === "string") return withoutBidiControls(value);
  if (Array.isArray(value)) return value.map(withMarks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [withoutBidiControls(key), withMarks(each)]),
  );
}

function read<T extends z.ZodType>(
  { headers, body }: Answer,
  endpoint: EndpointName,
  schema: T,
): Reply<z.infer<T>> {
  const requestId = headers.get("request-id");
  const json = parseJson(body);
  const parsed = schema.safeParse(
    EXACT.includes(endpoint) || !MAY_REORDER.test(body) ? json : withMarks(json),
  );
  if (!parsed.success) {
    throw new SlipwayError("upstream_error", {
      cause: new Error(`${endpoint}: ${parsed.error.message}`),
      ...(requestId ? { requestId } : {}),
    });
  }
  const date = Date.parse(headers.get("date") ?? "");
  const at = Number.isNaN(date) ? Date.now() : date;
  return { data: parsed.data, nextRange: headers.get("next-range"), requestId, at };
}
