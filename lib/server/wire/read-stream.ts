import type { IncomingMessage } from "node:http";
import { openRequest } from "@/lib/server/heroku/upstream-http";
import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { type Framing, framingOf, headEnd } from "./body-framing";

/** The size of the only read buffer; an allocation per read would dominate the cost. */
const READ_BYTES = 256 * 1024;
const NOTHING = Buffer.alloc(0);

export type StreamReader = {
  /** Receives the response head. Returns false to skip the body. */
  onHead: (response: IncomingMessage) => boolean;
  /** Receives payload bytes, which are valid during the call only. */
  onPayload: (payload: Buffer) => void;
  /** Called after each batch. Returns true to continue; reading pauses until a promise settles. */
  onRead: () => boolean | Promise<boolean>;
};

type Options = {
  headers: Record<string, string>;
  /** Silence in ms after which the connection is closed. */
  idleMs: number;
  signal: AbortSignal;
};

/**
 * Reads a response body directly from the socket; Node's client parses the head only, because it would copy the body
 * into new buffers. Resolves to true if the body was complete; never rejects.
 */
export function readStream(
  target: UpstreamUrl,
  { headers, idleMs, signal }: Options,
  reader: StreamReader,
): Promise<boolean> {
  return new Promise((resolve) => {
    const memory = Buffer.allocUnsafeSlow(READ_BYTES);
    let head: Buffer = NOTHING;
    let response: IncomingMessage | undefined;
    let framing: Framing | undefined;

    const finish = (complete: boolean): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(complete);
    };
    /** Passes bytes to Node's parser until a final (not interim) head is complete; returns the rest, the body. */
    const behindHead = (bytes: Buffer): Buffer => {
      head = Buffer.concat([head, bytes]);
      while (!response) {
        const end = headEnd(head);
        if (end === 0) break;
        request.socket?.emit("data", head.subarray(0, end));
        head = head.subarray(end);
      }
      if (!response) return NOTHING;
      if (!reader.onHead(response)) finish(false);
      else framing = framingOf(response.headers);
      return head;
    };
    /** Handles a batch. Returns true if reading continues at once. */
    const take = (bytes: Buffer): boolean => {
      timer.refresh();
      const body = framing ? bytes : behindHead(bytes);
      if (!framing) return true;
      const complete = framing.take(body, reader.onPayload);
      const more = reader.onRead();
      if (complete) finish(true);
      else if (more === false) finish(false);
      else if (more !== true) wait(more);
      return more === true && !complete;
    };
    const wait = (more: Promise<boolean>): void => {
      clearTimeout(timer);
      const goOn = (wanted: boolean): void => {
        timer = setTimeout(finish, idleMs, false);
        if (wanted) request.socket?.resume();
        else finish(false);
      };
      more.then(goOn, () => finish(false));
    };
    const callback = (count: number): boolean => {
      try {
        return take(memory.subarray(0, count));
      } catch {
        finish(false);
        return false;
      }
    };

    const onread = { buffer: memory, callback };
    const request = openRequest(target, { method: "GET", headers, signal, onread });
    let timer = setTimeout(finish, idleMs, false);
    request.once("response", (answer) => {
      // Closing a connection early is not an error.
      answer.on("error", () => undefined);
      response = answer;
    });
    request.once("socket", (socket) => socket.once("end", () => finish(framing?.endsHere() ?? false)));
    request.on("error", () => finish(false));
    request.once("close", () => finish(false));
    request.end();
  });
}
