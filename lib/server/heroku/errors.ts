import type { ErrorId } from "@/lib/errors/catalog";
import { isErrorId } from "@/lib/errors/catalog";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { withoutBidiControls } from "@/lib/schemas/bidi";
import { UpstreamError } from "@/lib/schemas/error";
import { redactUrls } from "@/lib/server/log/redact";
import { parseJson } from "./upstream-http";

/** An error response of upstream; the `cause` of the SlipwayError. */
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
 * Converts an error response of the Platform API into an error of the catalog, with upstream's message and request id.
 * `ofApp`: true if the endpoint is the app itself, so that 404 means `app_not_found`.
 */
export function refusalOf({ status, headers, body, grantScope, ofApp }: Refusal): SlipwayError {
  const parsed = UpstreamError.safeParse(parseJson(body));
  const upstream = parsed.success ? parsed.data : {};
  // The message may quote the request, which can contain a signed URL.
  const message = withoutBidiControls(
    redactUrls((upstream.message ?? upstream.error ?? "").trim().slice(0, 500)),
  );
  const accepted = scopesIn(headers.get("oauth-scope-accepted"));
  const missing = status === 403 && lacksScope(accepted, headers.get("oauth-scope") ?? grantScope);
  const id = idOf(status, upstream.id ?? null, message, { missing, ofApp });
  const showsMessage =
    id === "invalid_params" || id === "forbidden" || id === "bad_request" || id === "conflict";
  const requestId = headers.get("request-id") ?? undefined;
  return new SlipwayError(id, {
    ...(showsMessage && message ? { detail: sentence(message) } : {}),
    ...(status >= 500 ? { detail: `Heroku answered ${status}.` } : {}),
    ...(upstream.url && /^https:\/\//.test(upstream.url) ? { url: upstream.url } : {}),
    requestId,
    ...(missing ? { scopes: accepted.filter((scope) => scope !== "global") } : {}),
    cause: new UpstreamRefusal(status, upstream.id ?? null, message || "no message"),
  });
}

function idOf(
  status: number,
  upstreamId: string | null,
  message: string,
  { missing, ofApp }: { missing: boolean; ofApp: boolean },
): ErrorId {
  if (status === 401) return "unauthorized";
  if (status === 402) return "delinquent";
  if (status === 403) {
    if (upstreamId === "two_factor" || upstreamId === "suspended") return upstreamId;
    return missing ? "missing_scope" : "forbidden";
  }
  if (status === 404) return ofApp || /\bthat app\b/i.test(message) ? "app_not_found" : "not_found";
  if (status === 409 || status === 412) return "conflict";
  if (status === 422)
    return upstreamId && upstreamId !== "not_found" && isErrorId(upstreamId) ? upstreamId : "invalid_params";
  if (status === 429) return "rate_limit";
  if (status === 400 || status === 416) return "bad_request";
  if (status === 504) return "upstream_timeout";
  return status >= 500 ? "upstream_unavailable" : "upstream_error";
}

/** Converts the error of a call without a response: `upstream_timeout` or `upstream_unavailable`. */
export function failureOf(error: unknown): SlipwayError {
  if (error instanceof SlipwayError) return error;
  const timedOut = error instanceof Error && error.name === "TimeoutError";
  return new SlipwayError(timedOut ? "upstream_timeout" : "upstream_unavailable", { cause: error });
}

/** Returns upstream's status when this error comes from an error response, else null. */
export function refusedStatus(error: unknown): number | null {
  return error instanceof SlipwayError && error.cause instanceof UpstreamRefusal ? error.cause.status : null;
}

function scopesIn(header: string | null): string[] {
  return (header ?? "").split(/[\s,]+/).filter(Boolean);
}

function lacksScope(accepted: string[], granted: string): boolean {
  if (accepted.length === 0) return false;
  const scopes = new Set(scopesIn(granted));
  return !scopes.has("global") && !accepted.some((scope) => scopes.has(scope));
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
