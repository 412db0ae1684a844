import { z } from "zod";

const Event = z.looseObject({ level: z.number(), time: z.string(), msg: z.string().default("") });
const LEVELS: Record<number, string> = { 40: "warn ", 50: "error ", 60: "fatal " };

/** A log event's JSON as one short line for a terminal: time, level when it matters, message, facts. */
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

/** Words come from outside too: none of them may command the terminal or look like a line of their own. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, "\ufffd");
}
