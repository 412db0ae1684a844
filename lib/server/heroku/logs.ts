import { SlipwayError } from "@/lib/errors/slipway-error";
import { LogLines, UpstreamLogSession } from "@/lib/schemas/log";
import { env } from "@/lib/server/env";
import type { Heroku } from "./client";
import { failureOf } from "./errors";
import { get, readText } from "./upstream-http";
import { guardUpstreamUrl } from "./upstream-url";

const LINES = 200;
const MAX_BYTES = 2 * 1024 * 1024;
const TIMEOUT_MS = 15_000;

type Options = { dyno?: string | undefined; lines?: number | undefined };

/** Returns the last log lines of the app's dynos, or of one of them, through a log session. */
export async function readLogs(
  heroku: Heroku,
  app: string,
  { dyno, lines = LINES }: Options,
): Promise<LogLines> {
  const body = { lines, tail: false, ...(dyno ? { dyno } : {}) };
  const call = { params: { app }, body, schema: UpstreamLogSession };
  const { data } = await heroku.request("createLogSession", call);
  const response = await get(guardUpstreamUrl(data.logplex_url, env().upstreamHosts), {
    timeoutMs: TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (response.statusCode !== 200) {
    response.destroy();
    throw new SlipwayError("upstream_error", {
      cause: new Error(`the log session answered ${response.statusCode}`),
    });
  }
  const text = await readText(response, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS });
  const items = text.replaceAll("\0", "").split(/\r?\n/).filter(Boolean).slice(-lines);
  return LogLines.parse({ items, next: null });
}
