import type { WatchEvent } from "@/lib/schemas/event";
import type { Heroku } from "@/lib/server/heroku/client";
import { countOpen } from "@/lib/server/metrics/counts";
import { watchSession } from "@/lib/server/output/session-watch";
import { onShutdown } from "@/lib/server/process/shutdown";
import { theWatch } from "./process-watch";
import type { Watch } from "./watch";

type Options = {
  session: { id: string; stillSignedIn: () => Promise<boolean> };
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Intervals of the session check and of the heartbeat, in ms. */
  sessionMs?: number;
  beatMs?: number;
  watch?: Watch;
};

/** Most bytes buffered for a slow client; beyond it the stream ends and the client reconnects. */
const AHEAD_BYTES = 256 * 1024;
/** Reconnection delay of the client, in ms. */
const RETRY_MS = 2_000;

/**
 * Returns the events of these apps as server-sent events (`WatchEvent` in `data`), beginning with the ages of the data.
 * The stream ends with the session and with the grant. Events are not replayed: after a reconnection the client refetches.
 */
export async function eventStream(heroku: Heroku, apps: string[], options: Options): Promise<Response> {
  const { session, signal, sessionMs = 10_000, beatMs = 15_000, watch = theWatch() } = options;
  const encoder = new TextEncoder();
  const cleanups: (() => void)[] = [];
  let ended = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const end = (): void => {
    if (ended) return;
    ended = true;
    for (const cleanUp of cleanups) cleanUp();
    controller?.close();
  };
  const write = (text: string): void => {
    if (ended || !controller) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -AHEAD_BYTES) end();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (own) => {
        controller = own;
      },
      cancel: () => {
        controller = undefined;
        end();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: AHEAD_BYTES / 4 }),
  );
  write(`retry: ${RETRY_MS}\n\n`);
  const leave = await watch.listen(heroku, apps, { onEvent: written(write), end });
  const beat = setInterval(() => write(": \n\n"), beatMs);
  cleanups.push(countOpen("slipway_event_streams"), leave, () => clearInterval(beat), onShutdown(end));
  cleanups.push(watchSession(session, sessionMs, end));
  signal.addEventListener("abort", end, { once: true });
  cleanups.push(() => signal.removeEventListener("abort", end));
  // The client may have disconnected during `listen`.
  if (signal.aborted) end();
  else if (ended) for (const cleanUp of cleanups) cleanUp();
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** Numbers the events, so that a log shows which were lost. */
function written(write: (text: string) => void): (event: WatchEvent) => void {
  let id = 0;
  return (event) => {
    id += 1;
    write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}
