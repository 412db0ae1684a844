import { SlipwayError } from "@/lib/errors/slipway-error";
import { tarEntries } from "@/lib/tarball/entries";
import { entryParts } from "@/lib/tarball/entry-path";
import { gunzip } from "@/lib/tarball/gunzip";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { UploadLimits } from "./limits";

type Bytes = Uint8Array<ArrayBuffer>;
type Limits = Pick<UploadLimits, "unpackedBytes" | "files">;

/** Checks a tarball while it passes by: gzip, tar, paths, completeness, size. Every method throws its verdict. */
export type TarballCheck = {
  write(chunk: Bytes): Promise<void>;
  /** Resolves when the first entry was read, so that it is a tarball at least in its beginning. */
  begun: Promise<void>;
  /** No more bytes follow: resolves when the archive is whole. */
  finish(): Promise<void>;
  abandon(): void;
};

export function checkTarball(limits: Limits): TarballCheck {
  const pipe = new TransformStream<Bytes, Bytes>();
  const writer = pipe.writable.getWriter();
  let atFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    atFirst = resolve;
  });
  const verdict = walk(
    gunzip(pipe.readable, () => undefined),
    limits,
    atFirst,
  ).catch((error: unknown) => {
    throw error instanceof TarballError
      ? new SlipwayError(error.id, { detail: error.detail, cause: error })
      : error;
  });
  verdict.catch(() => undefined);
  const begun = Promise.race([first, verdict]);
  begun.catch(() => undefined);
  return {
    begun,
    // A failed walk also fails the write, but with a lesser error: its own comes first.
    write: (chunk) => Promise.race([verdict, writer.write(chunk).catch(() => verdict)]),
    finish: async () => {
      await writer.close().catch(() => undefined);
      await verdict;
    },
    abandon: () => {
      writer.abort().catch(() => undefined);
    },
  };
}

async function walk(unpacked: ReadableStream<Bytes>, limits: Limits, atFirst: () => void): Promise<void> {
  let files = 0;
  for await (const { header, body } of tarEntries(unpacked.pipeThrough(atMost(limits.unpackedBytes)))) {
    entryParts(header.name);
    if (header.type === "link") entryParts(header.linkname ?? "");
    if (header.type === "file") files += 1;
    if (files > limits.files)
      throw new TarballError("too_large", `The tarball holds more than ${limits.files} files.`);
    atFirst();
    await body.cancel();
  }
  if (files === 0) throw new TarballError("empty_tarball");
}

function atMost(limit: number): TransformStream<Bytes, Bytes> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > limit)
        throw new TarballError("too_large", `The tarball unpacks to more than ${limit} bytes.`);
      controller.enqueue(chunk);
    },
  });
}
