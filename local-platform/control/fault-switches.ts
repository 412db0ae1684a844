import { setTimeout as wait } from "node:timers/promises";
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
 * - `drop_answer`: the request is carried out, then the connection is cut. `delay_answer_ms`: carried out, and answered
 *   that much later.
 *
 * These stay until they are cleared or their `ms` are over, however many requests come:
 *
 * - `two_factor`: answers 403 `two_factor` unless the header `Heroku-Two-Factor-Code` holds these six digits.
 * - `lag_ms`: builds and releases are reported `pending` this long after they ended.
 * - `promotion_delay_ms`: the releases of a promotion are made this long after it. `release_boot_ms`: a release phase
 *   begins this long after its turn came, and until then its output stream is 404.
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
  /** What an output stream shall suffer; uses up one of the fault's times. */
  streamFault(path: string): Fault | null;
  /** A delay that is in force now, in ms; null when none is. */
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
