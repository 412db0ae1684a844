import { gzipSync } from "node:zlib";
import { packTar, textEntry } from "@/test/harness/tarballs";

/** A gzipped tarball of these files. */
export async function tarballOf(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  return gzipSync(packTar(Object.entries(files).map(([name, body]) => textEntry(name, body))));
}
