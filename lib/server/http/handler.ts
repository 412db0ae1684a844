import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { checkCaller, checkOrigin } from "@/lib/server/session/origin";
import { readSession } from "@/lib/server/session/session";
import type { Session } from "@/lib/server/session/session-type";
import { readInput, type Shape } from "./input";
import { respond, staleResponse } from "./response";

export { created } from "./response";

type Caller = {
  session: Session;
  request: Request;
  requestId: string;
  /**
   * The Heroku client for data that is only displayed. With `Cache-Control: stale-if-error` in the request it returns
   * the last successful read while upstream fails, and the response's `Read-At` header says when that was.
   */
  shown: Heroku;
};
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** Creates a route handler that needs no session (sign-in, health). Requests that change state still need our Origin. */
export function openHandler(act: (input: { request: Request; requestId: string }) => Promise<unknown>) {
  return async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    return respond(request, requestId, async () => {
      checkChange(request);
      return act({ request, requestId });
    });
  };
}

/** Creates a route handler for webhook deliveries: no session and no Origin check; `act` authenticates the sender itself. */
export function deliveryHandler(act: (request: Request, id: string) => Promise<Response>) {
  return async (request: Request, context: RouteContext): Promise<Response> =>
    respond(request, randomUUID(), async () => act(request, String((await context.params).id)));
}

/**
 * Creates a route handler. It checks the caller (403), the session (401), the Origin when the request changes state (403)
 * and the input (400, 404), calls `act` and returns its data as JSON, or its Response unchanged. Errors become
 * `{id, message, url?, request_id}`. `shape` holds any of `params`, `query` and `body` (JSON).
 */
export function handler<S extends Shape>(
  shape: S,
  act: (input: z.output<z.ZodObject<S>> & Caller) => Promise<unknown>,
) {
  const schema = z.object(shape);
  return async (request: Request, context: RouteContext): Promise<Response> => {
    const requestId = randomUUID();
    return respond(request, requestId, async () => {
      checkCaller(request.headers);
      const session = await readSession();
      if (!session) throw new SlipwayError("unauthorized");
      checkChange(request);
      const input = await readInput(schema, request, await context.params);
      const lastRead = /\bstale-if-error\b/.test(request.headers.get("cache-control") ?? "");
      const shown = herokuFor(session.grant, { signal: request.signal, requestId, lastRead });
      const result = await act({ ...input, session, request, requestId, shown });
      return shown.oldRead ? staleResponse(result, shown.oldRead) : result;
    });
  };
}

/** Throws `wrong_origin` when a request that changes state does not come from our own pages. */
function checkChange(request: Request): void {
  if (request.method !== "GET" && request.method !== "HEAD") checkOrigin(request.headers);
}
