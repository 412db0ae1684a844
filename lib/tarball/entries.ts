import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { TarballError } from "./tarball-error";

const BLOCK = 512;

/**
 * The entries of a tar stream, one after the other; each body must be read or cancelled before the next.
 * GNU long names and pax headers are resolved. Fails with `not_tar`, `empty_tarball`, `truncated_tarball` or
 * `damaged_tarball`; failures of the source itself pass through.
 */
export async function* tarEntries(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<ParsedTarEntry, void, void> {
  let bytes = 0;
  let entries = 0;
  const counted = source.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    }),
  );
  const reader = counted.pipeThrough(createTarDecoder({ strict: true })).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      entries++;
      yield value;
    }
  } catch (error) {
    if (error instanceof TarballError) throw error;
    throw readFailure(error, bytes, entries);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readFailure(error: unknown, bytes: number, entries: number): TarballError {
  if (bytes === 0) return new TarballError("empty_tarball");
  if (error instanceof Error && /truncated/.test(error.message) && bytes >= BLOCK) {
    return new TarballError("truncated_tarball");
  }
  return new TarballError(entries === 0 ? "not_tar" : "damaged_tarball");
}
