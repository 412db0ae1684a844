import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { wait } from "@/lib/async";
import type { Context } from "@/local-platform/context";

/**
 * One fault of one route, for the next `times` requests or for `ms`.
 *
 * - `port`: "api" or "objects"; `method`: GET, POST … or "*"; `path`: as `/apps/*\/builds`, `*` is one segment, `**` any.
 * - `status` (with `body`): sent instead of the response. `delay_ms`: delays the request. `drop`: closes the connection without a response.
 * - On output streams: `cut_at` ends the body after this many bytes as if complete (with `drop`: closes the connection),
 *   `stall_at` sends nothing more after them (heartbeats included), `not_yet` returns 404 "Channel is not registered."
 * - `drop_answer`: carries out the request, then closes the connection. `delay_answer_ms`: carries it out and responds
 *   this much later.
 *
 * These persist until they are cleared or `ms` is over, for any number of requests:
 *
 * - `two_factor`: returns 403 `two_factor` unless the header `Heroku-Two-Factor-Code` has these six digits.
 * - `lag_ms`: builds and releases are reported `pending` this long after they ended.
 * - `promotion_delay_ms`: creates the releases of a promotion this long after it. `release_boot_ms`: starts a release
 *   phase this long after it is due; until then its output stream returns 404.
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
  drop_answer: z.boolean().optional(),
  delay_answer_ms: z.int().positive().optional(),
  two_factor: z
    .string()
    .regex(/^\d{6}$/, "must be six digits")
    .optional(),
  lag_ms: z.int().positive().optional(),
  promotion_delay_ms: z.int().nonnegative().optional(),
  release_boot_ms: z.int().nonnegative().optional(),
});
export type Fault = z.infer<typeof Fault>;

export type FaultSwitches = {
  add(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  middleware(port: Fault["port"]): MiddlewareHandler;
  /** Returns the fault to apply to an output stream, or null; counts as one of its `times`. */
  streamFault(path: string): Fault | null;
  /** Returns the active delay in ms, or null. */
  delay(name: DelayName): number | null;
};

type DelayName = "lag_ms" | "promotion_delay_ms" | "release_boot_ms";

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
        left: stays(fault) ? Number.POSITIVE_INFINITY : left,
        until,
        pattern: patternOf(fault.path),
      });
    },
    clear() {
      live = [];
    },
    list: () => usable().map((entry) => entry.fault),
    streamFault: (path) => take("objects", "GET", path, ofStream),
    delay: (name) => usable().flatMap(({ fault }) => fault[name] ?? [])[0] ?? null,
    middleware: (port) => async (exchange, next) => {
      const fits = (fault: Fault) => ofAnswer(fault, exchange.req.header("heroku-two-factor-code"));
      const fault = take(port, exchange.req.method, exchange.req.path, fits);
      if (!fault) return next();
      if (fault.delay_ms !== undefined) await wait(fault.delay_ms);
      if (fault.drop) return cut(exchange);
      if (fault.two_factor !== undefined) return exchange.json(twoFactor, 403);
      if (fault.status !== undefined) return answerOf(fault, fault.status);
      await next();
      if (fault.delay_answer_ms !== undefined) await wait(fault.delay_answer_ms);
      if (fault.drop_answer) exchange.res = cut(exchange);
    },
  };
}

function answerOf(fault: Fault, status: number): Response {
  const bodiless = status === 204 || status === 304;
  return new Response(bodiless ? null : (fault.body ?? bodyFor(status)), {
    status,
    headers: { "Content-Type": "application/json", ...fault.headers },
  });
}

function cut(exchange: Parameters<MiddlewareHandler>[0]): Response {
  exchange.env?.incoming?.socket?.destroy();
  return RESPONSE_ALREADY_SENT;
}

const twoFactor = {
  id: "two_factor",
  message: "A second authentication factor or pre-authorization is required.",
};

const stays = ({ lag_ms, promotion_delay_ms, release_boot_ms, two_factor }: Fault) =>
  [lag_ms, promotion_delay_ms, release_boot_ms, two_factor].some((value) => value !== undefined);
const ofStream = (fault: Fault) =>
  fault.cut_at !== undefined || fault.stall_at !== undefined || fault.not_yet === true;
const ofAnswer = (fault: Fault, code: string | undefined) =>
  !ofStream(fault) &&
  (fault.two_factor === undefined
    ? [fault.status, fault.delay_ms, fault.delay_answer_ms].some((value) => value !== undefined) ||
      fault.drop === true ||
      fault.drop_answer === true
    : fault.two_factor !== code);

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
