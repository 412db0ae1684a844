import { ArchiveReader } from "./archive-reader";
import { type Progress, readGzip } from "./inspect";
import { defaultLimits, type Limits } from "./limits";

/** The contents of a slug's tarball. `bytes`: compressed; `unpacked`: sum of its files; `procfile`: its text. */
export type SlugInspection = {
  bytes: number;
  sha256: string;
  files: number;
  unpacked: number;
  procfile: string | null;
};

const PROCFILE_BYTES = 64 * 1024;

/**
 * Reads a slug's tarball to its end without buffering it. Throws `TarballError` as `inspect` does, and `not_a_slug` if
 * it has no `app` folder at the top.
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
