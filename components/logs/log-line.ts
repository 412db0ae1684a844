import { formatClockTime, type Zone } from "@/lib/format/format";
import { plainText } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";

/** "2026-11-21T06:09:12.437000+00:00 app[web.1]: ready" (Logplex): time, source, dyno, text. */
const LOGPLEX = /^(\d{4}-\d\d-\d\dT\S+) ([\w-]+)\[[^\]\s]*\]: ?(.*)$/;

/**
 * Returns a line of one dyno's log for display: "06:09:12 ready". Lines of the platform are prefixed with "heroku:
 * ".
 */
export function logLine(line: string, zone: Zone): string {
  const [, at, source, words] = LOGPLEX.exec(line) ?? [];
  if (!at || words === undefined || Number.isNaN(Date.parse(at))) return plainText(line, PLAIN);
  const who = source === "app" ? "" : `${source}: `;
  return `${formatClockTime(at, zone)} ${who}${plainText(words, PLAIN)}`;
}
