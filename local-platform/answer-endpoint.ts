import { createHash } from "node:crypto";
import type { Handler } from "hono";
import type { Context } from "./context";
import { ApiError } from "./http/api-error";
import { applyRange, parseRange } from "./http/ranges";
import { readJson } from "./http/read-json";
import { accepted, requireScope } from "./http/scopes";
import { findAccount, findToken } from "./identity/tokens";
import type { Call, Endpoint } from "./resources/endpoint";
import { endpoints } from "./resources/endpoints";
import type { Services } from "./services";
import type { AccountRow } from "./store/tables";

type Exchange = Parameters<Handler>[0];

const VERSION = /application\/vnd\.heroku\+json\s*;\s*version=3(\.[\w-]+)?\s*($|[,;])/;

/** Handles one endpoint: checks version, token, rate limit and scope, calls the resource, and cuts a list to its range. */
export async function answerEndpoint(
  services: Services,
  endpoint: Endpoint,
  exchange: Exchange,
): Promise<Response> {
  const request = exchange.req.raw;
  if (!VERSION.test(request.headers.get("accept") ?? "")) {
    throw new ApiError(
      406,
      "not_acceptable",
      "The `Accept` header must be `application/vnd.heroku+json; version=3`.",
    );
  }
  const { account, scope } = await authenticate(
    services.context,
    request.headers.get("authorization") ?? undefined,
  );
  const headers = exchange.res.headers;
  headers.set("Oauth-Scope", scope.join(" "));
  headers.set("Oauth-Scope-Accepted", accepted(endpoint.needs).join(" "));
  headers.set("RateLimit-Multiplier", "1");
  headers.set("RateLimit-Remaining", String(services.limiter.remaining(account.id)));
  if (!("free" in endpoint)) services.limiter.take(account.id);
  headers.set("RateLimit-Remaining", String(services.limiter.remaining(account.id)));
  requireScope(scope, endpoint.needs);

  const call: Call = {
    ...services,
    account,
    param: (name) => exchange.req.param(name) ?? "",
    query: (name) => exchange.req.query(name) ?? null,
    header: (name, value) => headers.set(name, value),
    json: (schema) => readJson(request, schema),
  };
  await requireMatch(request, endpoint, call);
  if (!("list" in endpoint)) {
    const body = await endpoint.handle(call);
    return conditional(request, headers, endpoint.status ?? 200, body);
  }
  const range = parseRange(request.headers.get("range") ?? undefined, endpoint.sort);
  const { page, next, content } = applyRange(await endpoint.list(call), range);
  headers.set("Accept-Ranges", endpoint.sort.map((field) => field.name).join(", "));
  headers.set("Content-Range", content);
  if (next) headers.set("Next-Range", next);
  return conditional(
    request,
    headers,
    next ? 206 : 200,
    page.map((item) => item.body),
  );
}

/**
 * Compares `If-Match` with the ETag of the resource that a change is for, which is what `GET` of the same path returns.
 * Throws 412 `precondition_failed`.
 */
async function requireMatch(request: Request, endpoint: Endpoint, call: Call): Promise<void> {
  const wanted = request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*" || endpoint.method === "GET") return;
  const read = endpoints.find(({ method, path }) => method === "GET" && path === endpoint.path);
  if (!read || "list" in read) return;
  const etag = etagOf(JSON.stringify(await read.handle(call)));
  if (wanted.split(",").some((given) => given.trim() === etag)) return;
  throw new ApiError(
    412,
    "precondition_failed",
    "The resource has changed: its ETag does not match If-Match.",
  );
}

function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("hex").slice(0, 32)}"`;
}

/** Returns JSON with an ETag, or 304 without a body for a GET that sent this ETag. */
function conditional(request: Request, shared: Headers, status: number, body: unknown): Response {
  const text = JSON.stringify(body);
  const etag = etagOf(text);
  const headers = new Headers(shared);
  headers.set("Content-Type", "application/json");
  headers.set("Cache-Control", "private, no-cache");
  headers.set("Vary", "Authorization,Accept-Encoding");
  headers.set("ETag", etag);
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (request.method === "GET" && known?.some((tag) => tag === etag || tag === "*")) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { status, headers });
}

type Caller = { account: AccountRow; scope: string[] };

/** Returns the caller, from `Bearer token` or `Basic` (`:token` or `user:token`). Throws 401 `unauthorized`. */
async function authenticate(context: Context, header: string | undefined): Promise<Caller> {
  const secret = secretOf(header);
  const token = secret ? await findToken(context, secret, "access") : undefined;
  if (!token) throw new ApiError(401, "unauthorized", "Invalid credentials provided.");
  return { account: await findAccount(context, token.account_id), scope: token.scope.split(" ") };
}

function secretOf(header: string | undefined): string | undefined {
  const [, scheme = "", value = ""] = /^(\w+)\s+(\S+)$/.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(value, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}
