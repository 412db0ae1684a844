import type { ErrorId } from "@/lib/errors/catalog";
import { isErrorId } from "@/lib/errors/catalog";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { withoutBidiControls } from "@/lib/schemas/bidi";
import { UpstreamError } from "@/lib/schemas/error";
import { redactUrls } from "@/lib/server/log/redact";
import { parseJson } from "./body";

/** What upstream answered when it refused; the cause of the SlipwayError that people see. */
export class UpstreamRefusal extends Error {
  constructor(
    readonly status: number,
    readonly upstreamId: string | null,
    message: string,
  ) {
    super(`upstream answered ${status} ${upstreamId ?? ""}: ${message}`);
    this.name = "UpstreamRefusal";
  }
}

type Refusal = { status: number; headers: Headers; body: string; grantScope: string; ofApp: boolean };

/**
 * Turns a refusal of the Platform API into an error of the catalog, keeping upstream's words and request id.
 * `ofApp`: the call asked for an app itself.
 */
export function refusalOf({ status, headers, body, grantScope, ofApp }: Refusal): SlipwayError {
  const parsed = UpstreamError.safeParse(parseJson(body));
  const said = parsed.success ? parsed.data : {};
  // It may name what it was sent, and a source has a signed URL.
  const words = withoutBidiControls(redactUrls((said.message ?? said.error ?? "").trim().slice(0, 500)));
  const accepted = scopesIn(headers.get("oauth-scope-accepted"));
  const missing = status === 403 && lacksScope(accepted, headers.get("oauth-scope") ?? grantScope);
  const id = idOf(status, said.id ?? null, words, { missing, ofApp });
  const speaks = id === "invalid_params" || id === "forbidden" || id === "bad_request" || id === "conflict";
  const requestId = headers.get("request-id") ?? undefined;
  return new SlipwayError(id, {
    ...(speaks && words ? { detail: sentence(words) } : {}),
    ...(status >= 500 ? { detail: `Heroku answered ${status}.` } : {}),
    ...(said.url && /^https:\/\//.test(said.url) ? { url: said.url } : {}),
    ...(requestId ? { requestId } : {}),
    ...(missing ? { scopes: accepted.filter((scope) => scope !== "global") } : {}),
    cause: new UpstreamRefusal(status, said.id ?? null, words || "no message"),
  });
}

function idOf(
  status: number,
  upstreamId: string | null,
  words: string,
  { missing, ofApp }: { missing: boolean; ofApp: boolean },
): ErrorId {
  if (status === 401) return "unauthorized";
  if (status === 402) return "delinquent";
  if (status === 403) {
    if (upstreamId === "two_factor" || upstreamId === "suspended") return upstreamId;
    return missing ? "missing_scope" : "forbidden";
  }
  if (status === 404) return ofApp || /\bthat app\b/i.test(words) ? "app_not_found" : "not_found";
  if (status === 409 || status === 412) return "conflict";
  if (status === 422)
    return upstreamId && upstreamId !== "not_found" && isErrorId(upstreamId) ? upstreamId : "invalid_params";
  if (status === 429) return "rate_limit";
  if (status === 400 || status === 416) return "bad_request";
  if (status === 504) return "upstream_timeout";
  return status >= 500 ? "upstream_unavailable" : "upstream_error";
}

/** A call that never got an answer: no connection, or none in time. */
export function failureOf(error: unknown): SlipwayError {
  if (error instanceof SlipwayError) return error;
  const timedOut = error instanceof Error && error.name === "TimeoutError";
  return new SlipwayError(timedOut ? "upstream_timeout" : "upstream_unavailable", { cause: error });
}

/** The status with which upstream refused, when this error stands for a refusal. */
export function refusedStatus(error: unknown): number | null {
  return error instanceof SlipwayError && error.cause instanceof UpstreamRefusal ? error.cause.status : null;
}

function scopesIn(header: string | null): string[] {
  return (header ?? "").split(/[\s,]+/).filter(Boolean);
}

function lacksScope(accepted: string[], held: string): boolean {
  if (accepted.length === 0) return false;
  const ours = new Set(scopesIn(held));
  return !ours.has("global") && !accepted.some((scope) => ours.has(scope));
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
