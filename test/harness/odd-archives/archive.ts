import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { headerBlock, joined, padding, withChecksum } from "@/lib/tarball/tar-writer";
import { packTar, type TarEntry, textEntry } from "@/test/harness/tarballs";
import type { Bytes } from "@/test/harness/three-readers";

/** What GNU tar does with an archive: "loses" means that it exits with 0 but omits files. */
type Gnu = "unpacks" | "fails" | "loses";

/** `ours`: "unpacks", or the id of the error, the same for all three readers. `names`: what the message must name. */
export type OddArchive = { what: string; bytes: () => Bytes; gnu: Gnu; ours: string; names?: string };

export const gz = (...parts: Uint8Array[]) => new Uint8Array(gzipSync(joined(parts)));
export const file = (name: string, text = "x") => textEntry(name, text);
export const link = (name: string, linkname: string, type: "symlink" | "link" = "symlink"): TarEntry => ({
  header: { name, type, linkname },
});
export const folder = (name: string): TarEntry => ({ header: { name, type: "directory", mode: 0o755 } });
export const base = [file("package.json", "{}"), file("Procfile", "web: x\n")];
export const of = (...entries: TarEntry[]) => gz(packTar([...base, ...entries]));
export const open = (...entries: TarEntry[]) => packTar([...base, ...entries]).slice(0, -1024);
export const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/archives/${name}.tgz`));
export const raw = (type: string, name: string, body = "", link = "") => {
  const data = Buffer.from(body);
  return joined([headerBlock({ name, type, link, size: data.length }), data, padding(data.length)]);
};
/** Returns text that hardly compresses, the same each time. */
export const noise = Array.from({ length: 400 }, (_, n) => Math.sin(n)).join("");
export const zeros = (count: number) => new Uint8Array(count);
/** Returns a header with replaced bytes from `at` on. */
export const patched = (name: string, at: number, bytes: string) => {
  const block = headerBlock({ name, size: 1 });
  block.set(Buffer.from(bytes, "latin1"), at);
  return joined([withChecksum(block), Buffer.from("x"), zeros(511)]);
};

export const refuses = (
  what: string,
  bytes: () => Bytes,
  ours: string,
  names?: string,
  gnu: Gnu = "fails",
): OddArchive => ({ what, bytes, gnu, ours, ...(names !== undefined && { names }) });
export const unpacks = (what: string, bytes: () => Bytes, gnu: Gnu = "unpacks"): OddArchive => ({
  what,
  bytes,
  gnu,
  ours: "unpacks",
});
