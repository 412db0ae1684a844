import type { IncomingMessage } from "node:http";
import { openRequest } from "@/lib/server/heroku/upstream-http";
import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { type Framing, framingOf } from "./body-framing";
import { headEnd } from "./header-end";

/** All that comes is read into the same memory: a fresh one for each read costs more than all the rest. */
const READ_BYTES = 256 * 1024;
const NOTHING = Buffer.alloc(0);

export type StreamReader = {
  /** The answer's head; false when its body is not wanted. */
  onHead: (response: IncomingMessage) => boolean;
  /** Payload, which is only lent: it changes after the call. */
  onPayload: (payload: Buffer) => void;
  /** Everything that came in one go was handed on. Whether more is wanted; nothing comes before that is known. */
  onRead: () => boolean | Promise<boolean>;
};

type Options = {
  headers: Record<string, string>;
  /** Silence after which the connection is left. */
  idleMs: number;
  signal: AbortSignal;
};

/**
 * Reads an answer's body from the socket itself: Node's client parses the head only, because bodies it copies into
 * new memory that the collector has to clear away. Resolves true when the body was whole; never rejects.
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

    const finish = (whole: boolean): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(whole);
    };
    /** Gives heads to Node's parser until one of them answers (an interim one does not); what follows is body. */
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
    /** Takes what was read; whether reading goes on at once. */
    const take = (bytes: Buffer): boolean => {
      timer.refresh();
      const body = framing ? bytes : behindHead(bytes);
      if (!framing) return true;
      const whole = framing.take(body, reader.onPayload);
      const more = reader.onRead();
      if (whole) finish(true);
      else if (more === false) finish(false);
      else if (more !== true) wait(more);
      return more === true && !whole;
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
      // A connection that is left midway is no error here.
      answer.on("error", () => undefined);
      response = answer;
    });
    request.once("socket", (socket) => socket.once("end", () => finish(framing?.endsHere() ?? false)));
    request.on("error", () => finish(false));
    request.once("close", () => finish(false));
    request.end();
  });
}
