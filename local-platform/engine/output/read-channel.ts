import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Channel } from "@/local-platform/engine/output/channel";

const chunkBytes = 64 * 1024;

/** Returns the bytes of a channel from `offset`, live until it is complete. Destroy the stream to stop reading. */
export function readChannel(opening: Promise<Channel>, offset: number): Readable {
  const stop = new AbortController();
  const readable = Readable.from(follow(opening, offset, stop.signal), { objectMode: false });
  readable.once("close", () => stop.abort());
  return readable;
}

async function* follow(opening: Promise<Channel>, offset: number, signal: AbortSignal) {
  const channel = await opening;
  let position = offset;
  while (!signal.aborted) {
    if (position < channel.bytes) {
      const end = channel.bytes;
      yield* stored(channel.file, position, end);
      position = end;
    } else if (channel.complete) {
      return;
    } else {
      // There is no await between the check above and this listener, so no change is missed.
      await channel.changed(signal);
    }
  }
}

/** The bytes [start, end) of a file that holds at least these. */
async function* stored(file: string, start: number, end: number) {
  const handle = await open(file, "r");
  try {
    let position = start;
    while (position < end) {
      const size = Math.min(chunkBytes, end - position);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
      if (bytesRead === 0) throw new Error(`The output file ${file} ends at ${position}, before ${end}.`);
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
