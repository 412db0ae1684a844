import { formatClockTime, type Zone } from "@/lib/format/format";
import { plainText } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";

/** A Logplex line: "2026-11-21T06:09:12.437000+00:00 app[web.1]: ready" has time, source, dyno and text. */
const LOGPLEX = /^(\d{4}-\d\d-\d\dT\S+) ([\w-]+)\[[^\]\s]*\]: ?(.*)$/;

/** Returns a log line for display: "06:09:12 ready". Lines that are not the app's are prefixed: "heroku: ". */
export function logLine(line: string, zone: Zone): string {
  const [, at, source, message] = LOGPLEX.exec(line) ?? [];
  if (!at || message === undefined || Number.isNaN(Date.parse(at))) return plainText(line, PLAIN);
  const prefix = source === "app" ? "" : `${source}: `;
  return `${formatClockTime(at, zone)} ${prefix}${plainText(message, PLAIN)}`;
}
