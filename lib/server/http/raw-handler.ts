import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { cookieFor } from "@/lib/server/session/cookie";
import { checkCaller } from "@/lib/server/session/origin";
import { sessionOf } from "@/lib/server/session/session-of";
import type { Session } from "@/lib/server/session/session-type";
import { answerTo } from "./answer";
import { readInput, type Shape } from "./input";

/** What Next hands to a door below `pages/api`: Node's own request, with the parameters of its path. */
export type RawRequest = IncomingMessage & {
  query: Partial<Record<string, string | string[]>>;
  cookies: Partial<Record<string, string>>;
};

/** An answer whose body is written by hand. Without `write` the head is the whole answer. */
export type RawAnswer = { head: Response; write?: (response: ServerResponse) => void };

export type RawCaller = {
  headers: Headers;
  session: Session;
  requestId: string;
  /** Fires when the browser leaves. */
  signal: AbortSignal;
  /** Whether the session of this request goes on. */
  stillSignedIn: () => Promise<boolean>;
};

/**
 * A door for reading that writes its body to the socket itself, with no web stream in between (docs/decisions/0001-outputs-on-the-node-response.md).
 * Checks what `handler` checks; errors become the same JSON.
 */
export function rawHandler<S extends Shape>(
  shape: S,
  act: (input: z.output<z.ZodObject<S>> & RawCaller) => Promise<RawAnswer>,
) {
  const schema = z.object(shape);
  return async (raw: RawRequest, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      response.once("close", () => {
        gone.abort();
        resolve();
      });
    });
    const request = asked(raw, gone.signal);
    let write: RawAnswer["write"];
    const answer = await answerTo(request, requestId, async () => {
      if (raw.method !== "GET") return new Response(null, { status: 405, headers: { allow: "GET" } });
      checkCaller(request.headers);
      const token = raw.cookies[cookieFor(env()).name];
      const session = await sessionOf(token);
      if (!session) throw new SlipwayError("unauthorized");
      const input = await readInput(schema, request, raw.query);
      const stillSignedIn = async () => (await sessionOf(token)) !== null;
      const caller = { headers: request.headers, session, requestId, signal: gone.signal, stillSignedIn };
      const { head, write: later } = await act({ ...input, ...caller });
      write = later;
      return head;
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (write) write(response);
    else response.end(Buffer.from(await answer.arrayBuffer()));
    await closed;
  };
}

/** What is looked at of a request; a real one would cost as much as all the checks. */
function asked(raw: RawRequest, signal: AbortSignal) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const url = new URL(raw.url ?? "/", env().publicUrl).href;
  return { method: raw.method ?? "GET", url, headers, body: null, signal };
}
