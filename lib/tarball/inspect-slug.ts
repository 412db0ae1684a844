import { ArchiveReader } from "./archive-reader";
import { type Progress, readGzip } from "./inspect";
import { defaultLimits, type Limits } from "./limits";

/** What a slug's tarball holds. `bytes` packed, `unpacked` the sum of its files; `procfile`: the text of the app's. */
export type SlugInspection = {
  bytes: number;
  sha256: string;
  files: number;
  unpacked: number;
  procfile: string | null;
};

const PROCFILE_BYTES = 64 * 1024;

/**
 * Reads a slug's tarball to its end, in little memory. Throws `TarballError` as `inspect` does, and `not_a_slug` when
 * it has no folder `app` at its top.
 */
export async function inspectSlug(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  { limits = defaultLimits, onProgress }: { limits?: Limits; onProgress?: (progress: Progress) => void } = {},
): Promise<SlugInspection> {
  const reader = new ArchiveReader({ limits, folder: "app" });
  let procfile: Uint8Array | null = null;
  let current: Uint8Array | null = null;
  const read = await readGzip(source, limits, onProgress, (unpacked) => {
    for (const event of reader.write(unpacked)) {
      if (event.kind === "entry") {
        const { path, kind, size } = event.entry;
        current =
          path === "app/Procfile" && kind === "file" && size <= PROCFILE_BYTES ? new Uint8Array(size) : null;
        if (path === "app/Procfile") procfile = current;
      } else if (event.kind === "data") current?.set(event.bytes, event.offset);
    }
  });
  const { files, unpacked } = reader.finish();
  return { ...read, files, unpacked, procfile: procfile && new TextDecoder().decode(procfile) };
}
