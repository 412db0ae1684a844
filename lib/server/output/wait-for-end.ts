import type { OutputStream } from "./output-stream";

/** Maximum time in ms that a response about a finished output waits for its end. */
export const SETTLE_MS = 20_000;

/** Waits until the stream has ended or has enough bytes, at most `timeoutMs`. */
export async function settle(
  stream: OutputStream,
  enough: (stream: OutputStream) => boolean,
  timeoutMs = SETTLE_MS,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (stream.end === undefined && !enough(stream) && Date.now() < until) {
    await stream.changed(Math.max(1, until - Date.now()));
  }
}
