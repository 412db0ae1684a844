import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputQuery, OutputSummary } from "@/lib/schemas/output";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import type { RawCaller, RawResponse } from "@/lib/server/http/raw-handler";
import { answerNow } from "./answer-now";
import { answerStored } from "./answer-stored";
import { outputHeaders } from "./headers";
import { outputs } from "./hub";
import type { Feed } from "./output-stream";
import { SETTLE_MS, settle } from "./settle";
import type { OutputSource } from "./source";
import { Viewer } from "./subscriber";

/** A finished output's first bytes are worth this wait, so that an empty one is an empty body. */
const BEGIN_MS = 1_000;

type Asked = { heroku: Heroku; query: OutputQuery; caller: RawCaller };

/** The bytes of an output from `offset` on, as design.md's contract has them. Throws `offset_beyond_end`. */
export async function answerOutput(source: OutputSource, asked: Asked): Promise<RawResponse> {
  if (source.facts.url === null && !source.facts.pending) {
    return { head: new Response(null, { headers: outputHeaders("none") }) };
  }
  const hub = outputs();
  const feed = await hub.hold(source, withoutRetries(asked.heroku));
  const done = (): void => hub.release(source, feed);
  try {
    await begun(feed, source.facts.pending, asked.query);
    const { stored } = feed;
    if (stored) return await answerStored(stored, asked, hub.limits, done);
    if (asked.query.wait === "0") return await answerNow(feed, asked.query.offset, done);
  } catch (error) {
    done();
    throw error;
  }
  return answerLive(feed, asked, done);
}

/** Waits until the answer's head can be said: of a finished output whether the offset lies within it. */
async function begun(feed: Feed, pending: boolean, { offset }: OutputQuery): Promise<void> {
  const patienceMs = offset > 0 ? SETTLE_MS : BEGIN_MS;
  if (!pending) await settle(feed, (now) => now.length > offset, patienceMs);
  if (feed.end !== undefined && feed.end !== "incomplete" && offset > feed.length) {
    throw new SlipwayError("offset_beyond_end", { detail: `This output has ${feed.length} bytes.` });
  }
}

function answerLive(feed: Feed, { heroku, query, caller }: Asked, done: () => void): RawResponse {
  const { id } = caller.session;
  const session = { id, stillSignedIn: caller.stillSignedIn };
  const { sessionMs } = outputs().limits;
  if (caller.signal.aborted) done();
  return {
    head: new Response(null, { headers: outputHeaders(feed.end ?? "live") }),
    write: (response) => {
      if (caller.signal.aborted) return;
      new Viewer(feed, response, {
        offset: query.offset,
        heroku: withoutRetries(heroku),
        session,
        sessionMs,
        onGone: done,
      });
    },
  };
}

/** State, length and SHA-256 of an output; one whose build or release has ended is read to its end first. */
export async function summarizeOutput(source: OutputSource, heroku: Heroku): Promise<OutputSummary> {
  const hub = outputs();
  const feed = await hub.hold(source, withoutRetries(heroku));
  try {
    if (!source.facts.pending) await settle(feed, () => false);
    return await feed.summary();
  } finally {
    hub.release(source, feed);
  }
}
