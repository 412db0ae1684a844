import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputSummary } from "@/lib/schemas/output";
import type { Heroku } from "@/lib/server/heroku/client";
import { outputs } from "./hub";
import { settle } from "./settle";
import type { OutputSource } from "./source";
import { viewFeed } from "./viewer";

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
  const hub = outputs();
  const feed = await hub.hold(source, heroku);
  const done = (): void => hub.release(source, feed);
  if (offset > 0 && !source.facts.pending) await settle(feed, (now) => now.length >= offset);
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
