import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputSummary } from "@/lib/schemas/output";
import type { Heroku } from "@/lib/server/heroku/client";
import { outputs } from "./hub";
import { SETTLE_MS, settle } from "./settle";
import type { OutputSource } from "./source";
import { viewFeed } from "./viewer";

/** A finished output's first bytes are worth this wait, so that an empty one is an empty body. */
const BEGIN_MS = 1_000;

const HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** The bytes of an output from `offset` on, as design.md's contract has them. Throws `offset_beyond_end`. */
export async function answerOutput(
  source: OutputSource,
  { heroku, offset, signal }: { heroku: Heroku; offset: number; signal: AbortSignal },
): Promise<Response> {
  if (source.facts.url === null && !source.facts.pending) return new Response(null, { headers: HEADERS });
  const hub = outputs();
  const feed = await hub.hold(source, heroku);
  const done = (): void => hub.release(source, feed);
  // Of a finished output the answer's head can say whether the offset lies within it.
  const patienceMs = offset > 0 ? SETTLE_MS : BEGIN_MS;
  if (!source.facts.pending) await settle(feed, (now) => now.length > offset, patienceMs);
  if (feed.end !== undefined && feed.end !== "incomplete" && offset > feed.length) {
    done();
    throw new SlipwayError("offset_beyond_end", { detail: `This output has ${feed.length} bytes.` });
  }
  return new Response(viewFeed(feed, { offset, heroku, limits: hub.limits, signal, onGone: done }), {
    headers: HEADERS,
  });
}

/** State, length and SHA-256 of an output; one whose build or release has ended is read to its end first. */
export async function summarizeOutput(source: OutputSource, heroku: Heroku): Promise<OutputSummary> {
  const hub = outputs();
  const feed = await hub.hold(source, heroku);
  try {
    if (!source.facts.pending) await settle(feed, () => false);
    return feed.summary();
  } finally {
    hub.release(source, feed);
  }
}
