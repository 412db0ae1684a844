import type { OutputStream } from "./output-stream";

/** How long a response about a finished output waits for it to be read. */
export const SETTLE_MS = 20_000;

/** Waits until the stream has ended or has enough bytes, at most `SETTLE_MS`. */
export async function settle(
  stream: OutputStream,
  enough: (stream: OutputStream) => boolean,
  patienceMs = SETTLE_MS,
): Promise<void> {
  const until = Date.now() + patienceMs;
  while (stream.end === undefined && !enough(stream) && Date.now() < until) {
    await stream.changed(Math.max(1, until - Date.now()));
  }
}
