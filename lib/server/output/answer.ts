import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputQuery, OutputSummary } from "@/lib/schemas/output";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import type { RawCaller, RawResponse } from "@/lib/server/http/raw-handler";
import { answerNow } from "./answer-now";
import { answerStored } from "./answer-stored";
import { outputHeaders } from "./headers";
import { outputs } from "./hub";
import type { OutputStream } from "./output-stream";
import type { OutputSource } from "./source";
import { Subscriber } from "./subscriber";
import { SETTLE_MS, settle } from "./wait-for-end";

/** Wait for the first bytes of a finished output, so that an empty output has an empty body. */
const BEGIN_MS = 1_000;

type Asked = { heroku: Heroku; query: OutputQuery; caller: RawCaller };

/** The bytes of an output from `offset` on, as design.md's contract has them. Throws `offset_beyond_end`. */
export async function answerOutput(source: OutputSource, asked: Asked): Promise<RawResponse> {
  if (source.facts.url === null && !source.facts.pending) {
    return { head: new Response(null, { headers: outputHeaders("none") }) };
  }
  const hub = outputs();
  const stream = await hub.hold(source, withoutRetries(asked.heroku));
  const done = (): void => hub.release(source, stream);
  try {
    await begun(stream, source.facts.pending, asked.query);
    const { stored } = stream;
    if (stored) return await answerStored(stored, asked, hub.limits, done);
    if (asked.query.wait === "0") return await answerNow(stream, asked.query.offset, done);
  } catch (error) {
    done();
    throw error;
  }
  return answerLive(stream, asked, done);
}

/** Waits until the response head is known: for a finished output, whether the offset lies within it. */
async function begun(stream: OutputStream, pending: boolean, { offset }: OutputQuery): Promise<void> {
  const patienceMs = offset > 0 ? SETTLE_MS : BEGIN_MS;
  if (!pending) await settle(stream, (now) => now.length > offset, patienceMs);
  if (stream.end !== undefined && stream.end !== "incomplete" && offset > stream.length) {
    throw new SlipwayError("offset_beyond_end", { detail: `This output has ${stream.length} bytes.` });
  }
}

function answerLive(stream: OutputStream, { heroku, query, caller }: Asked, done: () => void): RawResponse {
  const { id } = caller.session;
  const session = { id, stillSignedIn: caller.stillSignedIn };
  const { sessionMs } = outputs().limits;
  if (caller.signal.aborted) done();
  return {
    head: new Response(null, { headers: outputHeaders(stream.end ?? "live") }),
    write: (response) => {
      if (caller.signal.aborted) return;
      new Subscriber(stream, response, {
        offset: query.offset,
        heroku: withoutRetries(heroku),
        session,
        sessionMs,
        onGone: done,
      });
    },
  };
}

/** Returns state, length and SHA-256 of an output. An output whose build or release has ended is first read to its end. */
export async function summarizeOutput(source: OutputSource, heroku: Heroku): Promise<OutputSummary> {
  const hub = outputs();
  const stream = await hub.hold(source, withoutRetries(heroku));
  try {
    if (!source.facts.pending) await settle(stream, () => false);
    return await stream.summary();
  } finally {
    hub.release(source, stream);
  }
}
