import { TarballError } from "@/lib/tarball/tarball-error";

const PART = 8 * 1024 * 1024;

/**
 * Collects a stream in a Blob of at most `limit` bytes (else `too_large`). Every 8 MB become a separate Blob, which
 * the browser may keep on disk: this thread never holds more than one part, and the size is known at the end.
 */
export async function toBlob(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number): Promise<Blob> {
  const reader = stream.getReader();
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob([...parts, ...chunks]);
    chunks.push(value);
    pending += value.length;
    size += value.length;
    if (size > limit) {
      const error = new TarballError("too_large");
      await reader.cancel(error);
      throw error;
    }
    if (pending < PART) continue;
    parts.push(new Blob(chunks));
    chunks = [];
    pending = 0;
  }
}
