import pino from "pino";
import { z } from "zod";
import { redact } from "./redact";

// The launcher pipes our output and sets SLIPWAY_TERMINAL if it writes to a terminal.
const pretty = process.stdout.isTTY || process.env.SLIPWAY_TERMINAL === "1";

/** Logs one JSON line per event, or a short readable line in a terminal. Secrets are redacted. */
export const log = pino(
  { level: process.env.LOG_LEVEL || "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
  {
    write(json: string) {
      const line = redact(json);
      process.stdout.write(pretty ? lineOf(line) : line);
    },
  },
);

const Event = z.looseObject({ level: z.number(), time: z.string(), msg: z.string().default("") });
const LEVELS: Record<number, string> = { 40: "warn ", 50: "error ", 60: "fatal " };

/** Returns a log event's JSON as a line for a terminal: time, level (from warn), message, fields. */
export function lineOf(json: string): string {
  const event = Event.safeParse(JSON.parse(json));
  if (!event.success) return json;
  const { level, time, msg, ...facts } = event.data;
  const rest = Object.entries(facts).map(([name, value]) => `${name}=${textOf(value)}`);
  return `${[time.slice(11, 19), `${LEVELS[level] ?? ""}${visible(msg)}`, ...rest].join(" ")}\n`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.split("\n").map(visible).join("\n  ") : JSON.stringify(value);
}

/** Replaces control characters: text from outside must not control the terminal or fake a line. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, "\ufffd");
}
