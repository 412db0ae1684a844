import { TarballError } from "@/lib/tarball/tarball-error";
import * as text from "@/lib/text/uploads";

/** Returns the stream of a Blob. Throws `unreadable_file` instead of the browser's own error if the file is gone. */
export function readable(blob: Blob): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = blob.stream().getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch(() => {
        throw new TarballError("unreadable_file", text.fileChanged);
      });
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
