import { formatClockTime, type Zone } from "@/lib/format/format";
import { plainText } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";

/** "2026-11-21T06:09:12.437000+00:00 app[web.1]: ready" (Logplex): time, source, dyno, words. */
const LOGPLEX = /^(\d{4}-\d\d-\d\dT\S+) ([\w-]+)\[[^\]\s]*\]: ?(.*)$/;

/** A line of one dyno's log as it is read: "06:09:12 ready". What the platform says of the dyno is led by "heroku: ". */
export function logLine(line: string, zone: Zone): string {
  const [, at, source, words] = LOGPLEX.exec(line) ?? [];
  if (!at || words === undefined || Number.isNaN(Date.parse(at))) return plainText(line, PLAIN);
  const who = source === "app" ? "" : `${source}: `;
  return `${formatClockTime(at, zone)} ${who}${plainText(words, PLAIN)}`;
}
