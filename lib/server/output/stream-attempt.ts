import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { readStream } from "@/lib/server/wire/read-stream";
import { type ByteSource, readRange } from "./byte-source";
import type { OutputLimits } from "./limits";

/** Tracks the offset of a connection's bytes in an output, and separates new bytes from known ones. */
class ResumeCursor {
  readonly #have: number;
  readonly #resume: Resume | null;
  readonly #begun: Buffer[] = [];
  #begunBytes = 0;
  #at: number | null;
  #diverged = false;

  /** `have`: the number of bytes already stored. `resume`: the requested resumption, or null for a replay. */
  constructor(have: number, resume: Resume | null) {
    this.#have = have;
    this.#resume = resume;
    this.#at = resume ? null : 0;
  }

  /** The offset after the last received byte; null until the start of the connection is known. */
  get at(): number | null {
    return this.#at;
  }

  /** True if the server started at neither the requested offset nor 0. */
  get diverged(): boolean {
    return this.#diverged;
  }

  /** Returns the new part of the payload. */
  fresh(payload: Buffer): Buffer {
    if (this.#at === null) return this.#find(payload);
    const known = Math.min(payload.length, Math.max(0, this.#have - this.#at));
    this.#at += payload.length;
    return payload.subarray(known);
  }

  #find(payload: Buffer): Buffer {
    if (this.#resume === null) return payload;
    const { granted, ignored, from } = this.#resume;
    const piece = payload.subarray(0, granted.length - this.#begunBytes);
    this.#begun.push(Buffer.from(piece));
    this.#begunBytes += piece.length;
    if (this.#begunBytes < granted.length) return payload.subarray(payload.length);
    const begun = Buffer.concat(this.#begun);
    this.#diverged = !begun.equals(granted) && !begun.equals(ignored);
    if (this.#diverged) return payload.subarray(payload.length);
    this.#at = (begun.equals(granted) ? from : 0) + begun.length;
    return this.fresh(payload.subarray(piece.length));
  }
}

/**
 * How one connection to an output stream ended. `ended`: the body was complete. `cut`: it was incomplete, or no
 * response came. `missing`: the stream does not exist (yet, or any more). `diverged`: the response does not match the
 * requested resumption. `bytes`: the offset in the output after the last received byte.
 */
export type StreamAttempt = { kind: "ended" | "cut" | "missing" | "diverged"; bytes: number };

type Options = {
  /** The number of payload bytes already stored; a connection replays from the start unless it grants a `resume`. */
  have: number;
  resume: Resume | null;
  limits: Pick<OutputLimits, "idleMs">;
  signal: AbortSignal;
  /** Called on a NUL or a new byte; replayed bytes do not prove that the stream is alive. */
  onActivity: () => void;
  /** Receives new bytes, which are valid during the call only. */
  onBytes: (bytes: Buffer) => void;
  /** Called after each batch. Returns true to continue. */
  onRead: () => boolean | Promise<boolean>;
};

/** Reads an output stream once and passes on the bytes after those already stored. */
export async function attemptStream(target: UpstreamUrl, options: Options): Promise<StreamAttempt> {
  const { have, resume, limits, signal, onActivity } = options;
  const cursor = new ResumeCursor(have, resume);
  let status = 0;
  const onRun = (payload: Buffer): void => {
    const fresh = cursor.fresh(payload);
    if (fresh.length === 0) return;
    onActivity();
    options.onBytes(fresh);
  };
  const complete = await readStream(
    target,
    {
      headers: { accept: "text/plain", ...(resume ? resumeHeaders(resume) : {}) },
      idleMs: limits.idleMs,
      signal,
    },
    {
      onHead: (response) => {
        status = response.statusCode ?? 0;
        return status === 200 || (status === 206 && resume !== null);
      },
      onPayload: (payload) => {
        if (betweenNuls(payload, onRun)) onActivity();
      },
      onRead: () => !cursor.diverged && options.onRead(),
    },
  );
  return classify(status, cursor, { complete, resumed: resume !== null });
}

function classify(
  status: number,
  cursor: ResumeCursor,
  { complete, resumed }: { complete: boolean; resumed: boolean },
): StreamAttempt {
  if (status === 404 || status === 403 || status === 410) return { kind: "missing", bytes: 0 };
  // The request overlaps the stored bytes, so an empty response to a resumption is wrong.
  if (status === 204 || status === 416) return { kind: resumed ? "diverged" : "ended", bytes: 0 };
  if (cursor.diverged || (complete && cursor.at === null)) return { kind: "diverged", bytes: 0 };
  return { kind: complete ? "ended" : "cut", bytes: cursor.at ?? 0 };
}

/** Passes on the bytes between the NULs of a chunk (upstream heartbeats). Returns true if there were NULs. */
function betweenNuls(chunk: Buffer, each: (bytes: Buffer) => void): boolean {
  let from = 0;
  for (let nul = chunk.indexOf(0); nul !== -1; nul = chunk.indexOf(0, from)) {
    if (nul > from) each(chunk.subarray(from, nul));
    from = nul + 1;
  }
  if (from < chunk.length) each(from === 0 ? chunk : chunk.subarray(from));
  return from > 0;
}

/** Bytes that are requested again; they identify the start of the response. */
const OVERLAP_BYTES = 4096;

/** A request to resume at `from`, with the first bytes of a response that grants it and of one that ignores it. */
type Resume = { from: number; granted: Buffer; ignored: Buffer };

/** Returns a resumption after the stored bytes; null below `leastBytes`, or if their start and end are equal. */
export async function resumeBehind(source: ByteSource, leastBytes: number): Promise<Resume | null> {
  const { length } = source;
  if (length < Math.max(leastBytes, OVERLAP_BYTES)) return null;
  const from = length - OVERLAP_BYTES;
  const granted = await readRange(source, from, length);
  const ignored = await readRange(source, 0, OVERLAP_BYTES);
  return granted.equals(ignored) ? null : { from, granted, ignored };
}

/**
 * Returns the headers of a resumption. Heroku's stream server supports the first, others the second, some neither; the
 * status can be 200 in every case. Offsets do not count NULs.
 */
function resumeHeaders({ from }: Resume): Record<string, string> {
  return { "last-event-id": String(from), range: `bytes=${from}-` };
}
