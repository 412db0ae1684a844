import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import type { OutputLimits } from "./limits";
import { betweenNuls } from "./nul";
import { readStream } from "./read-stream";
import { type Resume, resumeHeaders } from "./resume";
import { Place } from "./resume-cursor";

/**
 * How one connection to an output stream went. `ended`: the body was whole. `cut`: it was not, or nothing answered.
 * `missing`: there is no such stream (yet, or any more). `strayed`: what was asked for is not what came. `bytes`:
 * payload of the output up to where the connection ended, the part before where it began included.
 */
export type Pass = { kind: "ended" | "cut" | "missing" | "strayed"; bytes: number };

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

/** Reads an output stream once and hands on what lies behind the bytes that are there already. */
export async function readPass(target: UpstreamUrl, options: Options): Promise<Pass> {
  const { have, resume, limits, signal, onLife } = options;
  const place = new Place(have, resume);
  let status = 0;
  const onRun = (payload: Buffer): void => {
    const fresh = place.fresh(payload);
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
      onRead: () => !place.strayed && options.onRead(),
    },
  );
  return judge(status, place, { whole, resumed: resume !== null });
}

function judge(status: number, place: Place, { whole, resumed }: { whole: boolean; resumed: boolean }): Pass {
  if (status === 404 || status === 403 || status === 410) return { kind: "missing", bytes: 0 };
  // Nothing from there on can be: some of what we have was asked for once more.
  if (status === 204 || status === 416) return { kind: resumed ? "strayed" : "ended", bytes: 0 };
  if (place.strayed || (whole && place.at === null)) return { kind: "strayed", bytes: 0 };
  return { kind: whole ? "ended" : "cut", bytes: place.at ?? 0 };
}
