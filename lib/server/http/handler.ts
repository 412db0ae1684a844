import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { checkCaller, checkOrigin } from "@/lib/server/session/origin";
import { readSession } from "@/lib/server/session/session";
import type { Session } from "@/lib/server/session/session-type";
import { answerTo, oldAnswer } from "./answer";
import { readInput, type Shape } from "./input";

export { created } from "./answer";

type Caller = {
  session: Session;
  request: Request;
  requestId: string;
  /**
   * Heroku for what is only shown: to who asks with `Cache-Control: stale-if-error` it answers what was last read while
   * upstream fails, and the answer's head says when that was.
   */
  shown: Heroku;
};
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** A door without a session: sign-in, health. What changes something still needs our Origin. */
export function openHandler(act: (input: { request: Request; requestId: string }) => Promise<unknown>) {
  return async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    return answerTo(request, requestId, async () => {
      checkChange(request);
      return act({ request, requestId });
    });
  };
}

/** A door for machines: no session and no Origin; `act` gets the id in the path and finds out itself who it is. */
export function deliveryHandler(act: (request: Request, id: string) => Promise<Response>) {
  return async (request: Request, context: RouteContext): Promise<Response> =>
    answerTo(request, randomUUID(), async () => act(request, String((await context.params).id)));
}

/**
 * A door: checks who asks (403), session (401), our Origin when something changes (403) and the input (400, 404), calls `act`
 * and answers its data as JSON, or its Response as it is. Errors become `{id, message, url?, request_id}`.
 * `shape` holds any of `params`, `query` and `body` (JSON).
 */
export function handler<S extends Shape>(
  shape: S,
  act: (input: z.output<z.ZodObject<S>> & Caller) => Promise<unknown>,
) {
  const schema = z.object(shape);
  return async (request: Request, context: RouteContext): Promise<Response> => {
    const requestId = randomUUID();
    return answerTo(request, requestId, async () => {
      checkCaller(request.headers);
      const session = await readSession();
      if (!session) throw new SlipwayError("unauthorized");
      checkChange(request);
      const input = await readInput(schema, request, await context.params);
      const lastRead = /\bstale-if-error\b/.test(request.headers.get("cache-control") ?? "");
      const shown = herokuFor(session.grant, { signal: request.signal, requestId, lastRead });
      const result = await act({ ...input, session, request, requestId, shown });
      return shown.oldRead ? oldAnswer(result, shown.oldRead) : result;
    });
  };
}

/** Whatever changes something must come from our own pages. */
function checkChange(request: Request): void {
  if (request.method !== "GET" && request.method !== "HEAD") checkOrigin(request.headers);
}
