import { Hono } from "hono";
import { wait } from "@/lib/async";
import type { FaultSwitches } from "@/local-platform/http/fault-switches";
import type { Services } from "@/local-platform/services";
import { liveBody } from "./live-body";
import { StorageError } from "./storage-error";

const plain = {
  "Content-Type": "text/plain; charset=utf-8",
  "Cache-Control": "no-cache",
  "X-Accel-Buffering": "no",
};
const events = { ...plain, "Content-Type": "text/event-stream" };
const NUL = new Uint8Array([0]);
const KEEPALIVE = new TextEncoder().encode(":keepalive\n");

/** Output streams of builds and release phases, and the logs of dynos. */
export function streamRoutes(services: Services, faults: FaultSwitches | null): Hono {
  const { context, engine, signer } = services;
  const routes = new Hono();

  routes.get("/streams/:a/:app/logs/:b/:file{[^/]+\\.log}", async (exchange) => {
    const fault = faults?.streamFault(exchange.req.path) ?? null;
    if (fault?.delay_ms !== undefined) await wait(fault.delay_ms);
    const id = exchange.req.param("file").slice(0, -".log".length);
    const valid = signer.verify("GET", new URL(exchange.req.url), context.now()) === "valid";
    const stat = valid && !fault?.not_yet ? await engine.outputs.stat(id) : null;
    if (!stat) return exchange.body("Channel is not registered.\n", 404, plain);
    const offset = offsetOf(exchange.req.header("last-event-id"), exchange.req.header("range"));
    if (stat.complete && offset >= stat.bytes) return exchange.body(null, 204);
    const asEvents = exchange.req.header("accept") === "text/event-stream";
    const body = liveBody({
      source: engine.outputs.read(id, offset),
      frame: asEvents ? frameEvent : (chunk) => chunk,
      heartbeat: asEvents ? KEEPALIVE : NUL,
      silenceMs: context.limits.heartbeatMs,
      offset,
      cutAt: fault?.cut_at,
      cutHard: fault?.drop,
      stallAt: fault?.stall_at,
    });
    return exchange.body(body, 200, asEvents ? events : plain);
  });

  routes.get("/log-sessions/:app/:session", (exchange) => {
    const url = new URL(exchange.req.url);
    if (signer.verify("GET", url, context.now()) !== "valid") {
      throw new StorageError(403, "AccessDenied", "Request has expired");
    }
    const wish = url.searchParams;
    const asEvents = exchange.req.header("accept") === "text/event-stream";
    const tail = wish.get("tail") === "true";
    // An EventSource reconnects at the end of a stream; 204 stops it.
    if (asEvents && !tail && exchange.req.header("last-event-id")) return exchange.body(null, 204);
    const source = engine.logs(exchange.req.param("app"), {
      lines: Number(wish.get("lines")),
      tail,
      dyno: wish.get("dyno") ?? undefined,
      source: wish.get("source") ?? undefined,
    });
    const body = liveBody({
      source,
      frame: asEvents ? frameEvent : (chunk) => chunk,
      heartbeat: asEvents ? KEEPALIVE : null,
      silenceMs: context.limits.heartbeatMs,
      offset: 0,
    });
    return exchange.body(body, 200, asEvents ? events : plain);
  });
  return routes;
}

/**
 * Returns the offset to resume from, parsed like Heroku's stream server: `Last-Event-Id` wins; `Range` is cut at its first `-` and
 * read as an integer, so that `100-` is 100 and `bytes=100-` is 0.
 */
export function offsetOf(lastEventId: string | undefined, range: string | undefined): number {
  const text = lastEventId ?? range?.split("-")[0] ?? "";
  return /^\+?\d{1,15}$/.test(text) ? Number(text) : 0;
}

/** One event: `id` is the byte offset after the chunk, each line of the chunk one `data` line. */
export function frameEvent(chunk: Uint8Array, offset: number): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`id: ${offset}\n`)];
  let start = 0;
  while (start <= chunk.byteLength) {
    const newline = chunk.indexOf(10, start);
    const end = newline === -1 ? chunk.byteLength : newline;
    parts.push(Buffer.from("data: "), chunk.subarray(start, end), Buffer.from("\n"));
    start = end + 1;
  }
  return Buffer.concat([...parts, Buffer.from("\n")]);
}
