import type { Readable } from "node:stream";
import { wait } from "@/lib/async";

export type LiveBody = {
  source: Readable;
  /** Encodes a chunk; `offset` is the position after it. */
  frame(chunk: Uint8Array, offset: number): Uint8Array;
  /** Sent after `silenceMs` without a byte; null sends nothing. */
  heartbeat: Uint8Array | null;
  silenceMs: number;
  offset: number;
  /** Faults: the position in this body at which it ends or stalls. */
  cutAt?: number;
  cutHard?: boolean;
  stallAt?: number;
};

const flushMs = 50;

/** A response body that follows a source live, with backpressure. Canceling it ends the source. */
export function liveBody(live: LiveBody): ReadableStream<Uint8Array> {
  const chunks = live.source[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<Uint8Array>> | null = null;
  let sent = 0;
  let canceled = false;

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (live.stallAt !== undefined && sent >= live.stallAt) return new Promise(() => {});
    if (live.cutAt !== undefined && sent >= live.cutAt) {
      live.source.destroy();
      // Earlier bytes must be sent first: destroying a connection discards its buffer.
      if (live.cutHard) await wait(flushMs);
      if (live.cutHard) controller.error(new Error("cut by a fault switch"));
      else controller.close();
      return;
    }
    next ??= chunks.next();
    const result = await within(next, live.heartbeat === null ? null : live.silenceMs);
    if (canceled) return;
    if (result === "silence") {
      if (live.heartbeat) controller.enqueue(live.heartbeat);
      return;
    }
    next = null;
    if (result.done) {
      controller.close();
      return;
    }
    const chunk = upTo(result.value, Math.min(live.cutAt ?? Infinity, live.stallAt ?? Infinity) - sent);
    sent += chunk.byteLength;
    controller.enqueue(live.frame(chunk, live.offset + sent));
  }

  return new ReadableStream<Uint8Array>(
    {
      pull,
      cancel() {
        canceled = true;
        live.source.destroy();
      },
    },
    { highWaterMark: 1 },
  );
}

function upTo(chunk: Uint8Array, bytes: number): Uint8Array {
  return chunk.byteLength <= bytes ? chunk : chunk.subarray(0, bytes);
}

async function within<T>(promise: Promise<T>, ms: number | null): Promise<T | "silence"> {
  if (ms === null) return promise;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(() => resolve("silence"), ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
