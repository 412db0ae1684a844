import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/server/env";
import { respond } from "@/lib/server/http/response";
import {
  inputSchema,
  type Parts,
  type RawAnswer,
  type RouteContract,
  type RouteInput,
  readCall,
  withContract,
} from "@/lib/server/http/route-contract";
import { cookieFor } from "@/lib/server/session/cookie";
import type { Session } from "@/lib/server/session/find-session";
import { sessionByToken } from "@/lib/server/session/find-session";

/** The request that Next passes to a route below `pages/api`: Node's own, with the path parameters in `query`. */
export type RawRequest = IncomingMessage & {
  query: Partial<Record<string, string | string[]>>;
  cookies: Partial<Record<string, string>>;
};

/** A response whose body `write` sends to the socket. Without `write`, `head` is the whole response. */
export type RawResponse = { head: Response; write?: (response: ServerResponse) => void };

export type RawCaller = {
  headers: Headers;
  session: Session;
  requestId: string;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Resolves to true while the request's session is valid. */
  stillSignedIn: () => Promise<boolean>;
};

/**
 * Creates a read-only route handler that writes its body to the socket itself, with no web stream in between
 * (docs/decisions/0001-outputs-on-the-node-response.md).
 * Makes the same checks as `handler`, and errors become the same JSON.
 */
export function rawHandler<D extends RouteContract & { answer: RawAnswer } & Parts>(
  declared: D,
  act: (input: RouteInput<D> & RawCaller) => Promise<RawResponse>,
) {
  const schema = inputSchema(declared);
  return withContract(async (raw: RawRequest, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const disconnected = new AbortController();
    const closed = new Promise<void>((resolve) => {
      response.once("close", () => {
        disconnected.abort();
        resolve();
      });
    });
    const request = requestParts(raw, disconnected.signal);
    let write: RawResponse["write"];
    const answer = await respond(request, requestId, async () => {
      if (raw.method !== "GET") return new Response(null, { status: 405, headers: { allow: "GET" } });
      const findSession = () => sessionByToken(raw.cookies[cookieFor(env()).name]);
      const { session, input } = await readCall(schema, request, raw.query, findSession);
      const stillSignedIn = async () => (await findSession()) !== null;
      const caller = {
        headers: request.headers,
        session,
        requestId,
        signal: disconnected.signal,
        stillSignedIn,
      };
      const { head, write: writeBody } = await act({ ...input, ...caller });
      write = writeBody;
      return head;
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (write) write(response);
    else response.end(Buffer.from(await answer.arrayBuffer()));
    await closed;
  }, declared);
}

/** The parts of a request in use; constructing a `Request` would cost as much as all checks. */
function requestParts(raw: RawRequest, signal: AbortSignal) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const url = new URL(raw.url ?? "/", env().publicUrl).href;
  return { method: raw.method ?? "GET", url, headers, body: null, signal };
}
