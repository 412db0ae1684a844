import { createGunzip } from "node:zlib";
import { ArchiveReader } from "@/lib/tarball/archive-reader";
import { formatOf } from "@/lib/tarball/format-of";
import { trailing } from "@/lib/tarball/gzip-reader";
import { isZero } from "@/lib/tarball/tar-bytes";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { UploadLimits } from "./limits";

const MAGIC = [0x1f, 0x8b, 0x08];

/**
 * Validates a tarball in chunks: gzip, tar, paths, completeness, size. `write` and `finish` throw the first
 * error: a `TarballError` if the tarball is the cause.
 */
export type TarballCheck = {
  /** Resolves when the chunk is checked. */
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the tarball. Resolves if the archive is complete. */
  finish(): Promise<void>;
  abandon(): void;
};

/** `folder` must exist at the top level of the archive, as in a slug. */
export function checkTarball(
  limits: Pick<UploadLimits, "unpackedBytes" | "files">,
  folder?: string,
): TarballCheck {
  const gunzip = createGunzip({ chunkSize: 1024 ** 2 });
  const reader = new ArchiveReader({
    limits: { unpacked: limits.unpackedBytes, files: limits.files },
    folder,
  });
  let packed = 0;
  let verdict: Error | undefined;
  let over = false;
  // Chunks are checked one at a time: `wake` resolves the pending one, or the end.
  let wake: () => void = () => undefined;
  const end = (): void => {
    over = true;
    wake();
  };
  const fail = (error: unknown): void => {
    verdict ??= verdictOf(error);
    gunzip.destroy();
    end();
  };
  gunzip.on("data", (chunk: Buffer) => {
    try {
      if (!verdict) for (const _ of reader.write(chunk));
    } catch (error) {
      fail(error);
    }
  });
  gunzip.once("error", fail);
  gunzip.once("end", end);
  gunzip.once("close", end);
  return {
    async write(chunk) {
      if (!verdict && !beginsLikeGzip(chunk, packed)) fail(new TarballError("not_gzip", formatOf(chunk)));
      packed += chunk.length;
      if (!over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          gunzip.write(chunk, () => resolve());
        });
      }
      // Node's gunzip ends at the first zero after a member and ignores the rest.
      const unread = over ? chunk.subarray(Math.max(0, chunk.length - (packed - gunzip.bytesWritten))) : null;
      if (!verdict && unread && !isZero(unread)) fail(trailing());
      if (verdict) throw verdict;
    },
    async finish() {
      if (packed === 0) fail(new TarballError("empty_tarball"));
      if (!over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          gunzip.end();
        });
      }
      if (verdict) throw verdict;
      try {
        reader.finish();
      } catch (error) {
        throw verdictOf(error);
      }
    },
    abandon: () => gunzip.destroy(),
  };
}

function beginsLikeGzip(chunk: Uint8Array, offset: number): boolean {
  return MAGIC.slice(offset, offset + chunk.length).every((byte, index) => chunk[index] === byte);
}

/** Errors that are not about the tarball are returned as they are. */
function verdictOf(error: unknown): Error {
  if (error instanceof TarballError) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const code = "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return new TarballError("truncated_tarball");
  return code.startsWith("Z_") ? new TarballError("damaged_tarball") : error;
}
