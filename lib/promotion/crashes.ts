/** "2026-11-21T06:09:12.437000+00:00 heroku[web.1]: State changed from up to crashed" (Logplex). */
const CRASH = /^(\S+) heroku\[([^\]]+)\]: State changed from \w+ to crashed\b/;

/**
 * Counts the dynos that crashed between two moments (ms since the epoch) in an app's log (oldest line first).
 * Returns null when unknown: the log begins later and contains no crash of that time.
 */
export function crashesIn(lines: readonly string[], from: number, to: number): number | null {
  const count = lines.filter((line) => {
    const [, time, dyno] = CRASH.exec(line) ?? [];
    const at = Date.parse(time ?? "");
    return at >= from && at < to && !/^(run|release|scheduler)\./.test(dyno ?? "");
  }).length;
  const begins = Date.parse(lines[0]?.split(" ", 1)[0] ?? "");
  return count > 0 || begins <= from ? count : null;
}
