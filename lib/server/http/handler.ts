import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/find-session";
import { readSession } from "@/lib/server/session/session";
import { JsonResponse, respond, staleResponse } from "./response";
import {
  checkChange,
  inputSchema,
  type Parts,
  type RawAnswer,
  type RouteContract,
  type RouteInput,
  readCall,
  withContract,
} from "./route-contract";

type Caller = {
  session: Session;
  request: Request;
  requestId: string;
  /**
   * The Heroku client for data that is only displayed. If the request has `Cache-Control: stale-if-error`, it returns
   * the last successful read while upstream fails, and the response's `Read-At` header has its time.
   */
  shown: Heroku;
};
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** A route's result: data that the schema accepts, or a Response for anything but JSON. */
type Answered<A> = A extends z.ZodType ? z.input<A> | JsonResponse<z.input<A>> : Response;

/** Creates a route handler without a session (sign-in, health). Requests that change state still require our Origin. */
export function openHandler<C extends RouteContract>(
  contract: C,
  act: (input: { request: Request; requestId: string }) => Promise<Answered<C["answer"]>>,
) {
  return withContract(async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    return respond(request, requestId, async () => {
      checkChange(request);
      return act({ request, requestId });
    });
  }, contract);
}

/** Creates a route handler for webhook deliveries, without session and Origin check; `act` verifies the signature. */
export function deliveryHandler<C extends RouteContract & { answer: RawAnswer }>(
  contract: C,
  act: (request: Request, id: string) => Promise<Response>,
) {
  return withContract(
    async (request: Request, context: RouteContext): Promise<Response> =>
      respond(request, randomUUID(), async () => act(request, String((await context.params).id))),
    contract,
  );
}

/**
 * Creates a route handler. It checks the caller (403), the session (401), the Origin if the request changes state (403)
 * and the input (400, 404), calls `act` and returns its data as JSON, or its Response unchanged. Errors become
 * `{id, message, url?, request_id}`. `declared` holds the contract and any of `params`, `query` and `body` (JSON).
 *
 * The compiler checks that the result of `act` matches `answer`. Its data, from upstream and the store, is already
 * validated and not parsed again: parsing a long list would cost more than all the checks.
 */
export function handler<D extends RouteContract & Parts>(
  declared: D,
  act: (input: RouteInput<D> & Caller) => Promise<Answered<D["answer"]>>,
) {
  const schema = inputSchema(declared);
  return withContract(async (request: Request, context: RouteContext): Promise<Response> => {
    const requestId = randomUUID();
    return respond(request, requestId, async () => {
      const { session, input } = await readCall(schema, request, await context.params, readSession);
      const lastRead = /\bstale-if-error\b/.test(request.headers.get("cache-control") ?? "");
      const shown = herokuFor(session.grant, { signal: request.signal, requestId, lastRead });
      const result = await act({ ...input, session, request, requestId, shown });
      if (shown.oldRead) return staleResponse(result, shown.oldRead);
      const hasStatus = result instanceof Response || result instanceof JsonResponse;
      return hasStatus ? result : new JsonResponse(declared.status ?? 200, result);
    });
  }, declared);
}
