import type { FileHandle } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { OutputQuery, OutputSummary } from "@/lib/schemas/output";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { onShutdown } from "@/lib/server/process/shutdown";
import type { RawCaller, RawResponse } from "@/lib/server/wire/raw-handler";
import type { OutputEnd } from "./follow-until-final";
import { outputs } from "./hub";
import type { OutputLimits } from "./limits";
import type { StoredOutput } from "./output-cache";
import { type OutputStream, SETTLE_MS, settle } from "./output-stream";
import { watchSession } from "./session-watch";
import type { OutputSource } from "./source";
import { Subscriber } from "./subscriber";

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
  const stream = await hub.acquire(source, withoutRetries(request.heroku));
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
  const stream = await hub.acquire(source, withoutRetries(heroku));
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

const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

/** Answers with a complete output from an offset on, compressed if the client accepts gzip. */
async function answerStored(
  stored: StoredOutput,
  { query, caller }: { query: OutputQuery; caller: RawCaller },
  { sessionMs }: Pick<OutputLimits, "sessionMs">,
  done: () => void,
): Promise<RawResponse> {
  const gzip = GZIP.test(caller.headers.get("accept-encoding") ?? "");
  const sending = await sendingOf(stored, query.offset, gzip);
  const etag = `"${stored.digest}${sending.encoding ? "-gzip" : ""}"`;
  const baseHeaders = { etag, vary: "Accept-Encoding" };
  if (caller.headers.get("if-none-match") === etag) {
    done();
    return { head: new Response(null, { status: 304, headers: outputHeaders("complete", baseHeaders) }) };
  }
  const headers = outputHeaders("complete", {
    ...baseHeaders,
    "content-length": String(sending.to - sending.from),
    ...(sending.encoding ? { "content-encoding": sending.encoding } : {}),
  });
  return {
    head: new Response(null, { headers }),
    write: (response) => {
      const abort = (): void => {
        response.destroy();
      };
      const { id } = caller.session;
      const cleanups = [
        onShutdown(abort),
        watchSession({ id, stillSignedIn: caller.stillSignedIn }, sessionMs, abort),
        done,
      ];
      sendStored(stored, sending, response)
        .catch(abort)
        .finally(() => {
          for (const cleanUp of cleanups) cleanUp();
        });
    },
  };
}

/** Returns the headers of every response with output bytes. `output-state`: `live` if more bytes follow. */
function outputHeaders(state: OutputEnd | "live", more: Record<string, string> = {}): Record<string, string> {
  return {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    "output-state": state,
    ...more,
  };
}

const BUFFER_BYTES = 512 * 1024;

/** The bytes of a stored output to send: a range of a file, or of the output if there is no such file. */
type Sending = { file: FileHandle | null; from: number; to: number; encoding: "gzip" | null };

/** Returns the bytes from an offset on, compressed if that is available and accepted, and they are the whole output. */
async function sendingOf(stored: StoredOutput, offset: number, gzip: boolean): Promise<Sending> {
  const packed = gzip && offset === 0 ? await stored.packed?.gzip() : undefined;
  if (packed) return { file: packed.file, from: 0, to: packed.length, encoding: "gzip" };
  return { file: stored.plain, from: offset, to: stored.length, encoding: null };
}

/** Writes the bytes to a response and ends it. Rejects if the client disconnects. */
async function sendStored(
  stored: StoredOutput,
  { file, from, to }: Sending,
  response: ServerResponse,
): Promise<void> {
  if (file) await copy(file, from, to, response);
  else for (let at = from; at < to; ) at += await written(response, await stored.read(at));
  response.end();
}

/** Copies a range of a file, alternating two buffers: one is filled while the other is sent. */
async function copy(file: FileHandle, from: number, to: number, response: ServerResponse): Promise<void> {
  const size = Math.min(BUFFER_BYTES, to - from);
  let [filling, sending] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)];
  let sent: Promise<number> | undefined;
  for (let at = from; at < to; ) {
    const { bytesRead } = await file.read(filling, 0, Math.min(size, to - at), at);
    if (bytesRead === 0) throw new Error("a stored output is shorter than its length");
    await sent;
    [filling, sending] = [sending, filling];
    sent = written(response, sending.subarray(0, bytesRead));
    // Awaited in the next iteration, where a rejection is handled.
    sent.catch(() => undefined);
    at += bytesRead;
  }
  await sent;
}

/** Resolves to the number of bytes after they have been written. */
function written(response: ServerResponse, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    if (response.destroyed) return reject(new Error("the subscriber has gone"));
    const gone = () => reject(new Error("the subscriber has gone"));
    response.once("close", gone);
    response.write(bytes, (error) => {
      response.off("close", gone);
      if (error) reject(error);
      else resolve(bytes.length);
    });
  });
}
