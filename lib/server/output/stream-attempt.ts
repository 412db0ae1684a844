import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import type { OutputLimits } from "./limits";
import { readStream } from "./read-stream";
import { type Resume, resumeHeaders } from "./resume";
import { ResumeCursor } from "./resume-cursor";
import { betweenNuls } from "./split-nuls";

/**
 * How one connection to an output stream went. `ended`: the body was whole. `cut`: it was not, or nothing answered.
 * `missing`: there is no such stream (yet, or any more). `diverged`: what was asked for is not what came. `bytes`:
 * payload of the output up to where the connection ended, the part before where it began included.
 */
export type StreamAttempt = { kind: "ended" | "cut" | "missing" | "diverged"; bytes: number };

type Options = {
  /** Payload bytes that are there already; connections replay from the start, unless they grant a `resume`. */
  have: number;
  resume: Resume | null;
  limits: Pick<OutputLimits, "idleMs">;
  signal: AbortSignal;
  /** A NUL or a byte that is new: the other end lives. Replayed bytes prove nothing. */
  onLife: () => void;
  /** New bytes, which are only lent. */
  onBytes: (bytes: Buffer) => void;
  /** Whether more is wanted. */
  onRead: () => boolean | Promise<boolean>;
};

/** Reads an output stream once and passes on the bytes behind those already stored. */
export async function attemptStream(target: UpstreamUrl, options: Options): Promise<StreamAttempt> {
  const { have, resume, limits, signal, onLife } = options;
  const cursor = new ResumeCursor(have, resume);
  let status = 0;
  const onRun = (payload: Buffer): void => {
    const fresh = cursor.fresh(payload);
    if (fresh.length === 0) return;
    onLife();
    options.onBytes(fresh);
  };
  const whole = await readStream(
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
        if (betweenNuls(payload, onRun)) onLife();
      },
      onRead: () => !cursor.diverged && options.onRead(),
    },
  );
  return classify(status, cursor, { whole, resumed: resume !== null });
}

function classify(
  status: number,
  cursor: ResumeCursor,
  { whole, resumed }: { whole: boolean; resumed: boolean },
): StreamAttempt {
  if (status === 404 || status === 403 || status === 410) return { kind: "missing", bytes: 0 };
  // The request overlaps the stored bytes, so an empty response to a resumption is wrong.
  if (status === 204 || status === 416) return { kind: resumed ? "diverged" : "ended", bytes: 0 };
  if (cursor.diverged || (whole && cursor.at === null)) return { kind: "diverged", bytes: 0 };
  return { kind: whole ? "ended" : "cut", bytes: cursor.at ?? 0 };
}
