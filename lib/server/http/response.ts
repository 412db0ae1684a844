import { z } from "zod";
import { messageOf } from "@/lib/errors/catalog";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { ApiError } from "@/lib/schemas/error";
import { log } from "@/lib/server/log/log";

type RequestParts = Pick<Request, "method" | "url" | "signal">;

/** A JSON response with a status or headers of its own. */
export class JsonResponse<T = unknown> {
  constructor(
    readonly status: number,
    readonly data: T,
    readonly headers: Record<string, string> = {},
  ) {}
}

/**
 * A response with data read earlier: `at` (ms since the epoch) goes into the `Read-At` header, and the error that
 * prevented a newer read into `Read-Error`.
 */
export function staleResponse<T>(
  data: T,
  { at, error }: { at: number; error: SlipwayError | null },
): T | JsonResponse<T> {
  if (data instanceof Response || data instanceof JsonResponse) return data;
  const headers: Record<string, string> = { "read-at": new Date(at).toISOString() };
  if (error) headers["read-error"] = encodeURIComponent(error.message);
  return new JsonResponse(200, data, headers);
}

/** Runs a route handler and builds its response: data as JSON, a Response unchanged, an error as our error body. */
export async function respond(
  request: RequestParts,
  requestId: string,
  act: () => Promise<unknown>,
): Promise<Response> {
  const begun = performance.now();
  const response = await act().then(responseOf, (error: unknown) => errorResponse(error, requestId, request));
  log.debug({
    msg: `${request.method} ${pathOf(request)}`,
    status: response.status,
    ms: Math.round(performance.now() - begun),
    request_id: requestId,
  });
  return withHeaders(response, requestId);
}

function responseOf(result: unknown): Response {
  if (result instanceof Response) return result;
  if (result instanceof JsonResponse)
    return Response.json(result.data, { status: result.status, headers: result.headers });
  return Response.json(result ?? null);
}

function errorResponse(error: unknown, requestId: string, request: RequestParts): Response {
  const known = knownOf(error);
  const facts = { request_id: requestId, id: known.id, upstream_request_id: known.requestId };
  const line = `${request.method} ${pathOf(request)}: ${known.message}`;
  // The client disconnected; not an error.
  if (request.signal.aborted) log.debug(facts, line);
  else if (known.status >= 500) log.error({ ...facts, err: causeOf(error) }, line);
  else log.info(facts, line);
  const body: ApiError = {
    id: known.id,
    message: known.message,
    ...(known.url ? { url: known.url } : {}),
    ...(known.scopes ? { scopes: known.scopes } : {}),
    ...known.facts,
    request_id: known.requestId ?? requestId,
  };
  return Response.json(body, { status: known.status });
}

function knownOf(error: unknown): SlipwayError {
  return error instanceof SlipwayError ? error : new SlipwayError("internal", { cause: error });
}

/** Returns the whole chain of causes as text, for the log. */
function causeOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (!(error instanceof Error)) return String(error);
  const own = error instanceof SlipwayError ? messageOf(error.id) : (error.stack ?? error.message);
  return error.cause === undefined ? own : `${own}\ncaused by ${causeOf(error.cause)}`;
}

function pathOf(request: RequestParts): string {
  return new URL(request.url).pathname;
}

function withHeaders(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.get("cache-control")?.includes("no-store")) {
    headers.set(
      "cache-control",
      headers.has("cache-control") ? `${headers.get("cache-control")}, no-store` : "no-store",
    );
  }
  headers.set("request-id", requestId);
  headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
