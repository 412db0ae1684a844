import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import type { OutputLimits } from "./limits";
import { readStream } from "./read-stream";
import { type Resume, resumeHeaders } from "./resume";
import { ResumeCursor } from "./resume-cursor";
import { betweenNuls } from "./split-nuls";

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
