import type { FileHandle } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { StoredOutput } from "./stored";

const BUFFER_BYTES = 512 * 1024;

/** A part of a stored output to send: bytes before, from and after a range of a file. */
export type Sending = { head: Buffer; file: FileHandle | null; from: number; to: number; tail: Buffer };

const NOTHING = Buffer.alloc(0);

/** Returns the part of a stored output from an offset on, compressed if available and accepted. */
export async function sendingOf(
  stored: StoredOutput,
  offset: number,
  gzip: boolean,
): Promise<Sending & { length: number; encoding: "gzip" | null }> {
  const packed = gzip && offset < stored.length ? await stored.packed?.gzip(offset) : undefined;
  const sending = packed ?? {
    head: NOTHING,
    file: stored.plain,
    from: offset,
    to: stored.length,
    tail: NOTHING,
  };
  const length = sending.head.length + (sending.to - sending.from) + sending.tail.length;
  return { ...sending, length, encoding: packed ? "gzip" : null };
}

/** Writes a part to a response and ends it. Rejects if the client disconnects. */
export async function sendStored(
  stored: StoredOutput,
  { head, file, from, to, tail }: Sending,
  response: ServerResponse,
): Promise<void> {
  if (head.length > 0) await written(response, head);
  if (file) await copy(file, from, to, response);
  else for (let at = from; at < to; ) at += await written(response, await stored.read(at));
  response.end(tail);
}

/** Copies a range of a file, alternating two buffers: one is filled while the other is sent. */
async function copy(file: FileHandle, from: number, to: number, response: ServerResponse): Promise<void> {
  const size = Math.min(BUFFER_BYTES, to - from);
  const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)];
  let sent: Promise<number> | undefined;
  for (let at = from, index = 0; at < to; index = 1 - index) {
    const { bytesRead } = await file.read(buffers[index] ?? NOTHING, 0, Math.min(size, to - at), at);
    if (bytesRead === 0) throw new Error("a stored output is shorter than its length");
    await sent;
    sent = written(response, (buffers[index] ?? NOTHING).subarray(0, bytesRead));
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
