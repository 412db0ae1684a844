import { createGunzip } from "node:zlib";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { UploadLimits } from "./limits";
import { TarWalker } from "./tar-walker";

const MAGIC = [0x1f, 0x8b, 0x08];

/** Checks a tarball while it passes by: gzip, tar, paths, completeness, size. Both methods throw its verdict. */
export type TarballCheck = {
  /** Resolves when the piece was looked at. */
  write(chunk: Uint8Array): Promise<void>;
  /** No more bytes follow: resolves when the archive is whole. */
  finish(): Promise<void>;
  abandon(): void;
};

/** `folder`: see `TarWalker`. */
export function checkTarball(
  limits: Pick<UploadLimits, "unpackedBytes" | "files">,
  folder?: string,
): TarballCheck {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const walker = new TarWalker(limits, folder);
  let packed = 0;
  let verdict: SlipwayError | undefined;
  let over = false;
  // One piece is looked at a time: what waits for it, or for the end.
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
      if (!verdict) walker.write(chunk);
    } catch (error) {
      fail(error);
    }
  });
  gunzip.once("error", fail);
  gunzip.once("end", end);
  gunzip.once("close", end);
  return {
    async write(chunk) {
      if (!verdict && !beginsLikeGzip(chunk, packed)) fail(new TarballError("not_gzip"));
      packed += chunk.length;
      if (!over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          gunzip.write(chunk, () => resolve());
        });
      }
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
        walker.finish();
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

function verdictOf(error: unknown): SlipwayError {
  if (error instanceof TarballError)
    return new SlipwayError(error.id, { detail: error.detail, cause: error });
  const code = error instanceof Error && "code" in error ? error.code : null;
  return new SlipwayError(code === "Z_BUF_ERROR" ? "truncated_tarball" : "damaged_tarball", { cause: error });
}
