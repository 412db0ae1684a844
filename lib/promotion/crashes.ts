/** "2026-11-21T06:09:12.437000+00:00 heroku[web.1]: State changed from up to crashed" (Logplex). */
const CRASH = /^(\S+) heroku\[([^\]]+)\]: State changed from \w+ to crashed\b/;

/**
 * How many dynos crashed between two moments (ms since the epoch), by an app's log (oldest line first). Null when the
 * log does not tell: it begins later, and holds no crash of that time.
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
