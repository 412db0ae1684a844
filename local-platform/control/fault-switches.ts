import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import type { Context } from "../context";

/**
 * One fault, for the next `times` requests or for `ms`, on one route.
 *
 * - `port`: "api" or "objects"; `method`: GET, POST … or "*"; `path`: as `/apps/*\/builds`, `*` is one segment, `**` any.
 * - `status` (with `body`): answered instead. `delay_ms`: before anything. `drop`: the connection is cut, no answer.
 * - On output streams: `cut_at` ends the body after this many bytes as if complete (with `drop`: cuts the connection),
 *   `stall_at` sends nothing more after them (no heartbeat either), `not_yet` answers 404 "Channel is not registered."
 * - `lag_ms`: builds and releases are reported `pending` this long after they ended.
 */
export const Fault = z.strictObject({
  port: z.enum(["api", "objects"]).default("api"),
  method: z.string().default("*"),
  path: z.string().startsWith("/").default("/**"),
  times: z.int().positive().optional(),
  ms: z.int().positive().optional(),
  status: z.int().min(200).max(599).optional(),
  body: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  delay_ms: z.int().nonnegative().optional(),
  drop: z.boolean().optional(),
  cut_at: z.int().nonnegative().optional(),
  stall_at: z.int().nonnegative().optional(),
  not_yet: z.boolean().optional(),
  lag_ms: z.int().positive().optional(),
});
export type Fault = z.infer<typeof Fault>;

export type FaultSwitches = {
  add(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  middleware(port: Fault["port"]): MiddlewareHandler;
  /** What an output stream shall suffer; uses up one of the fault's times. */
  streamFault(path: string): Fault | null;
  /** How long the status of builds and releases lags behind, in ms. */
  lagMs(): number;
};

type Live = { fault: Fault; left: number; until: number; pattern: RegExp };

export function createFaultSwitches(context: Context): FaultSwitches {
  let live: Live[] = [];

  const usable = () => {
    live = live.filter((entry) => entry.left > 0 && context.now().getTime() < entry.until);
    return live;
  };
  const take = (port: Fault["port"], method: string, path: string, fits: (fault: Fault) => boolean) => {
    const entry = usable().find(
      ({ fault, pattern }) =>
        fault.port === port &&
        (fault.method === "*" || fault.method === method) &&
        pattern.test(path) &&
        fits(fault),
    );
    if (entry) entry.left -= 1;
    return entry?.fault ?? null;
  };

  return {
    add(fault) {
      const until = fault.ms === undefined ? Number.POSITIVE_INFINITY : context.now().getTime() + fault.ms;
      const left = fault.times ?? (fault.ms === undefined ? 1 : Number.POSITIVE_INFINITY);
      live.push({
        fault,
        left: fault.lag_ms === undefined ? left : Number.POSITIVE_INFINITY,
        until,
        pattern: patternOf(fault.path),
      });
    },
    clear() {
      live = [];
    },
    list: () => usable().map((entry) => entry.fault),
    streamFault: (path) => take("objects", "GET", path, ofStream),
    lagMs: () => Math.max(0, ...usable().map(({ fault }) => fault.lag_ms ?? 0)),
    middleware: (port) => async (exchange, next) => {
      const fault = take(port, exchange.req.method, exchange.req.path, ofAnswer);
      if (!fault) return next();
      if (fault.delay_ms !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
      if (fault.drop) {
        const socket = exchange.env?.incoming?.socket;
        socket?.destroy();
        return RESPONSE_ALREADY_SENT;
      }
      if (fault.status === undefined) return next();
      const bodiless = fault.status === 204 || fault.status === 304;
      return new Response(bodiless ? null : (fault.body ?? bodyFor(fault.status)), {
        status: fault.status,
        headers: { "Content-Type": "application/json", ...fault.headers },
      });
    },
  };
}

const ofStream = (fault: Fault) =>
  fault.cut_at !== undefined || fault.stall_at !== undefined || fault.not_yet === true;
const ofAnswer = (fault: Fault) =>
  !ofStream(fault) && (fault.status !== undefined || fault.delay_ms !== undefined || fault.drop === true);

function patternOf(path: string): RegExp {
  const source = path
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]+" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}/?$`);
}

function bodyFor(status: number): string {
  return JSON.stringify({ id: `fault_${status}`, message: `A fault switch answered ${status}.` });
}
