import { gzipSync } from "node:zlib";
import { packTar, type TarEntry, type TarHeader } from "modern-tar";

/** A gzipped tarball of these files. */
export async function tarballOf(files: Record<string, string>): Promise<Uint8Array> {
  return gzipSync(await tarOf(Object.entries(files).map(([name, body]) => ({ header: { name }, body }))));
}

/** A tar of these entries, however malicious. */
export function tarOf(
  entries: { header: Partial<TarHeader> & { name: string }; body?: string }[],
): Promise<Uint8Array> {
  const whole = entries.map(({ header, body = "" }): TarEntry => {
    const size = Buffer.byteLength(body);
    return { header: { type: "file", mode: 0o644, ...header, size }, body };
  });
  return packTar(whole);
}
