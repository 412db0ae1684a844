import type { WatchEvent } from "@/lib/schemas/event";
import type { Heroku } from "@/lib/server/heroku/client";
import { countOpen } from "@/lib/server/metrics/counts";
import { watchSession } from "@/lib/server/output/session-watch";
import { onShutdown } from "@/lib/server/process/shutdown";
import { theWatch } from "./process-watch";
import type { Watch } from "./watch";

type Options = {
  session: { id: string; stillSignedIn: () => Promise<boolean> };
  /** Fires when the browser leaves. */
  signal: AbortSignal;
  /** How often the session is looked at, and how often the stream says that it lives, in ms. */
  sessionMs?: number;
  beatMs?: number;
  watch?: Watch;
};

/** Bytes that wait for a browser that does not take them; beyond it the stream ends, and the browser asks anew. */
const AHEAD_BYTES = 256 * 1024;
/** A browser that lost the stream comes back after this, in ms. */
const RETRY_MS = 2_000;

/**
 * What happens to these apps as server-sent events (`WatchEvent` in `data`), first how old everything is. It ends with
 * the session and with the grant. Events carry no past: who comes back reads anew.
 */
export async function eventStream(heroku: Heroku, apps: string[], options: Options): Promise<Response> {
  const { session, signal, sessionMs = 10_000, beatMs = 15_000, watch = theWatch() } = options;
  const encoder = new TextEncoder();
  const farewells: (() => void)[] = [];
  let ended = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const end = (): void => {
    if (ended) return;
    ended = true;
    for (const say of farewells) say();
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
  const leave = await watch.listen(heroku, apps, { hear: written(write), end });
  const beat = setInterval(() => write(": \n\n"), beatMs);
  farewells.push(countOpen("slipway_event_streams"), leave, () => clearInterval(beat), onShutdown(end));
  farewells.push(watchSession(session, sessionMs, end));
  signal.addEventListener("abort", end, { once: true });
  farewells.push(() => signal.removeEventListener("abort", end));
  // Who left while we were asking is not waited for.
  if (signal.aborted) end();
  else if (ended) for (const say of farewells) say();
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** Numbered, so that a log tells which were lost. */
function written(write: (text: string) => void): (event: WatchEvent) => void {
  let id = 0;
  return (event) => {
    id += 1;
    write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}
