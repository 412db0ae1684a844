import { TarballError } from "./tarball-error";

const MAGIC = [0x1f, 0x8b, 0x08];

/**
 * Unpacks gzip as a stream. Fails with a `TarballError`: `empty_tarball`, `not_gzip`, `truncated_tarball`,
 * `damaged_tarball`, or whatever `onPacked` throws. `onPacked` sees every packed chunk first.
 */
export function gunzip(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  onPacked: (chunk: Uint8Array) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const inflate = new DecompressionStream("gzip");
  const reader = inflate.readable.getReader();
  const fed = feed(source, inflate.writable.getWriter(), onPacked).then(
    () => null,
    (error: unknown) => error,
  );
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        // The unpacked end may arrive before the check of what follows it has failed.
        const failure = await fed;
        if (failure) controller.error(failure);
        else controller.close();
      } catch (error) {
        controller.error((await fed) ?? error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function feed(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  onPacked: (chunk: Uint8Array) => void,
): Promise<void> {
  const reader = source.getReader();
  let seen = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      checkMagic(value, seen);
      seen += value.length;
      onPacked(value);
      await writer.write(value).catch(failAs("damaged_tarball"));
    }
    if (seen === 0) throw new TarballError("empty_tarball", "The file has no bytes.");
    await writer.close().catch(failAs("truncated_tarball"));
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}

function checkMagic(chunk: Uint8Array, offset: number): void {
  for (let i = offset; i < MAGIC.length && i - offset < chunk.length; i++) {
    if (chunk[i - offset] !== MAGIC[i]) throw new TarballError("not_gzip");
  }
}

// A browser reports damage while writing and a missing end when closing. Node tells both late, and apart by code.
function failAs(id: "damaged_tarball" | "truncated_tarball") {
  return (error: unknown): never => {
    if (error instanceof TarballError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "Z_DATA_ERROR") throw new TarballError("damaged_tarball");
    if (code === "Z_BUF_ERROR") throw new TarballError("truncated_tarball");
    throw new TarballError(id);
  };
}
