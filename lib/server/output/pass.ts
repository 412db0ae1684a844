import { get } from "@/lib/server/heroku/upstream-http";
import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";
import type { OutputLimits } from "./limits";
import { withoutNul } from "./nul";

/**
 * How one connection to an output stream went. `ended`: the body was whole. `cut`: it was not, or nothing answered.
 * `missing`: there is no such stream (yet, or any more). `bytes`: payload seen, the replayed part included.
 */
export type Pass = { kind: "ended" | "cut" | "missing"; bytes: number };

type Options = {
  /** Payload bytes to discard: every connection replays from the start. */
  skip: number;
  limits: Pick<OutputLimits, "idleMs">;
  signal: AbortSignal;
  /** A NUL or a byte that is new: the other end lives. Replayed bytes prove nothing. */
  onLife: () => void;
  /** Resolves true when more is wanted. */
  onBytes: (bytes: Buffer) => Promise<boolean>;
};

/** Reads an output stream once, from its start, and hands on what lies behind the first `skip` payload bytes. */
export async function readPass(target: UpstreamUrl, options: Options): Promise<Pass> {
  const { limits, signal } = options;
  const idle = new AbortController();
  const both = AbortSignal.any([signal, idle.signal]);
  let timer = setTimeout(() => idle.abort(), limits.idleMs);
  let bytes = 0;
  try {
    const response = await get(target, {
      timeoutMs: limits.idleMs,
      signal: both,
      headers: { accept: "text/plain" },
    });
    const status = response.statusCode ?? 0;
    if (status !== 200) {
      response.destroy();
      if (status === 204 || status === 416) return { kind: "ended", bytes: 0 };
      return { kind: status === 404 || status === 403 || status === 410 ? "missing" : "cut", bytes: 0 };
    }
    for await (const piece of response) {
      clearTimeout(timer);
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
      const payload = withoutNul(chunk);
      const fresh = payload.subarray(Math.min(payload.length, Math.max(0, options.skip - bytes)));
      bytes += payload.length;
      if (fresh.length > 0 || payload.length < chunk.length) options.onLife();
      if (fresh.length > 0 && !(await options.onBytes(fresh))) return { kind: "cut", bytes };
      timer = setTimeout(() => idle.abort(), limits.idleMs);
    }
    return { kind: response.complete ? "ended" : "cut", bytes };
  } catch {
    return { kind: "cut", bytes };
  } finally {
    clearTimeout(timer);
  }
}
