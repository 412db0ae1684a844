import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputQuery, OutputSummary } from "@/lib/schemas/output";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import type { RawCaller, RawResponse } from "@/lib/server/http/raw-handler";
import { answerStored } from "./answer-stored";
import { outputHeaders } from "./headers";
import { outputs } from "./hub";
import type { OutputStream } from "./output-stream";
import type { OutputSource } from "./source";
import { Subscriber } from "./subscriber";
import { SETTLE_MS, settle } from "./wait-for-end";

/** The wait for the first bytes of a finished output, so that an empty output has an empty body. */
const BEGIN_MS = 1_000;

type OutputRequest = { heroku: Heroku; query: OutputQuery; caller: RawCaller };

/**
 * Answers with the bytes of an output from `offset` on: stored, live, or without waiting. Throws `offset_beyond_end`.
 */
export async function answerOutput(source: OutputSource, request: OutputRequest): Promise<RawResponse> {
  if (source.facts.url === null && !source.facts.pending) {
    return { head: new Response(null, { headers: outputHeaders("none") }) };
  }
  const hub = outputs();
  const stream = await hub.hold(source, withoutRetries(request.heroku));
  const done = (): void => hub.release(source, stream);
  try {
    await waitForHead(stream, source.facts.pending, request.query);
    const { stored } = stream;
    if (stored) return await answerStored(stored, request, hub.limits, done);
    if (request.query.wait === "0") return await answerNow(stream, request.query.offset, done);
  } catch (error) {
    done();
    throw error;
  }
  return answerLive(stream, request, done);
}

/** Waits until the response head is certain: a finished output is read up to the offset. Throws `offset_beyond_end`. */
async function waitForHead(stream: OutputStream, pending: boolean, { offset }: OutputQuery): Promise<void> {
  const timeoutMs = offset > 0 ? SETTLE_MS : BEGIN_MS;
  if (!pending) await settle(stream, (now) => now.length > offset, timeoutMs);
  if (stream.end !== undefined && stream.end !== "incomplete" && offset > stream.length) {
    throw new SlipwayError("offset_beyond_end", { detail: `This output has ${stream.length} bytes.` });
  }
}

function answerLive(
  stream: OutputStream,
  { heroku, query, caller }: OutputRequest,
  done: () => void,
): RawResponse {
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

/** Returns state, length and SHA-256 of an output. A finished output is read to its end first. */
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

/** The maximum size of one response; a polling client requests the rest. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Answers with the bytes available from an offset on, without waiting for more. */
async function answerNow(stream: OutputStream, offset: number, done: () => void): Promise<RawResponse> {
  const { end, length } = stream;
  const pieces: Buffer[] = [];
  let bytes = 0;
  while (bytes < MAX_BYTES && offset + bytes < length) {
    const piece = await stream.read(offset + bytes);
    if (piece.length === 0) break;
    pieces.push(piece);
    bytes += piece.length;
  }
  done();
  const state = end !== undefined && offset + bytes >= length ? end : "live";
  const headers = outputHeaders(state, { "content-length": String(bytes) });
  return {
    head: new Response(null, { headers }),
    write: (response) => response.end(Buffer.concat(pieces)),
  };
}
