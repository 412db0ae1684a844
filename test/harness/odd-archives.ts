import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { endMark, headerBlock, joined, padding, paxHeader, withChecksum } from "@/lib/tarball/tar-writer";
import { packTar, type TarEntry, textEntry } from "./tarballs";
import type { Bytes } from "./three-readers";

/** What GNU tar does with an archive: "loses" means that it exits with 0 but omits files. */
type Gnu = "unpacks" | "fails" | "loses";

/** `ours`: "unpacks", or the id of the error, the same for all three readers. `names`: what the message must name. */
export type OddArchive = { what: string; bytes: () => Bytes; gnu: Gnu; ours: string; names?: string };

const gz = (...parts: Uint8Array[]) => new Uint8Array(gzipSync(joined(parts)));
const file = (name: string, text = "x") => textEntry(name, text);
const link = (name: string, linkname: string, type: "symlink" | "link" = "symlink"): TarEntry => ({
  header: { name, type, linkname },
});
const folder = (name: string): TarEntry => ({ header: { name, type: "directory", mode: 0o755 } });
const base = [file("package.json", "{}"), file("Procfile", "web: x\n")];
const of = (...entries: TarEntry[]) => gz(packTar([...base, ...entries]));
const open = (...entries: TarEntry[]) => packTar([...base, ...entries]).slice(0, -1024);
const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/archives/${name}.tgz`));
const raw = (type: string, name: string, body = "", link = "") => {
  const data = Buffer.from(body);
  return joined([headerBlock({ name, type, link, size: data.length }), data, padding(data.length)]);
};
/** Returns text that hardly compresses, the same each time. */
const noise = Array.from({ length: 400 }, (_, n) => Math.sin(n)).join("");
const zeros = (count: number) => new Uint8Array(count);
/** Returns a header with replaced bytes from `at` on. */
const patched = (name: string, at: number, bytes: string) => {
  const block = headerBlock({ name, size: 1 });
  block.set(Buffer.from(bytes, "latin1"), at);
  return joined([withChecksum(block), Buffer.from("x"), zeros(511)]);
};

const refuses = (
  what: string,
  bytes: () => Bytes,
  ours: string,
  names?: string,
  gnu: Gnu = "fails",
): OddArchive => ({ what, bytes, gnu, ours, ...(names !== undefined && { names }) });
const unpacks = (what: string, bytes: () => Bytes, gnu: Gnu = "unpacks"): OddArchive => ({
  what,
  bytes,
  gnu,
  ours: "unpacks",
});

/** Odd archives and their results. GNU tar decides what unpacks, and to what. */
export const oddArchives: OddArchive[] = [
  // gzip
  unpacks("one tar over two gzip members", () => fixture("two-gzip-members")),
  unpacks("one tar over many gzip members", () => {
    const tar = open(file("a", "a".repeat(5_000)));
    const cuts = [0, 1, 600, 601, 2_000, tar.length].map((at, index, all) =>
      tar.slice(all[index - 1] ?? 0, at),
    );
    return joined([...cuts.map((cut) => gz(cut)), gz(endMark())]);
  }),
  unpacks("an empty gzip member at the end", () => joined([of(), gz()])),
  unpacks("zeros behind the gzip data", () => fixture("zero-padded")),
  refuses("other bytes behind the gzip data", () => joined([of(), Buffer.from("junk")]), "damaged_tarball"),
  refuses(
    "zeros, then another gzip member",
    () => joined([of(), zeros(700), gz(packTar([file("lost")]))]),
    "damaged_tarball",
    "followed by other bytes",
  ),
  refuses("gzip twice", () => gz(of(file("noise", noise))), "not_tar", "gzip twice"),
  // ends
  unpacks("no end blocks", () => gz(open())),
  unpacks("a lone zero block at the end", () => gz(open(), zeros(512))),
  refuses(
    "a lone zero block, then files",
    () => gz(open(), zeros(512), packTar([file("lost")])),
    "damaged_tarball",
    "More files follow the end",
    "loses",
  ),
  refuses(
    "a second archive behind the end",
    () => joined([of(), gz(packTar([file("lost")]))]),
    "damaged_tarball",
    "More files follow the end",
    "loses",
  ),
  unpacks("20 MB of zeros behind the end", () => gz(packTar(base), zeros(20_000_000))),
  unpacks("noise behind the end", () => gz(packTar(base), Buffer.from("noise ".repeat(200)))),
  refuses(
    "half a block of zeros for an end",
    () => gz(open(), zeros(100)),
    "truncated_tarball",
    undefined,
    "unpacks",
  ),
  refuses(
    "a long name and nothing behind it",
    () => gz(open(), raw("L", "././@LongLink", "n\0")),
    "truncated_tarball",
    undefined,
    "unpacks",
  ),
  refuses(
    "a damaged header",
    () => gz(open(), headerBlock({ name: "a" }).fill(0x37, 148, 154), endMark()),
    "damaged_tarball",
  ),
  // links
  unpacks("a dangling absolute link", () => fixture("absolute-symlink")),
  unpacks("hard links to a link and to a file", () => fixture("hardlinked-symlinks")),
  unpacks("a link that a file of its name replaces", () => fixture("link-replaced-by-file")),
  unpacks("a link that leads out", () => of(link("out", "../../etc/passwd"))),
  unpacks("links in a circle", () => of(link("a", "b"), link("b", "a"))),
  unpacks("a hard link to an absolute link", () => of(link("l", "/x/y"), link("h", "l", "link"))),
  unpacks("a hard link to itself", () => of(file("a"), link("a", "a", "link"))),
  unpacks("a hard link over a file", () => of(file("a"), file("b", "2"), link("b", "a", "link"))),
  unpacks("a hard link whose file is replaced later", () =>
    of(file("a"), link("b", "a", "link"), file("a", "2")),
  ),
  refuses(
    "a hard link before its file",
    () => of(link("h", "late", "link"), file("late")),
    "unsupported_entry",
    "h, a hard link to late",
  ),
  refuses(
    "a hard link to nothing",
    () => of(link("h", "nothing", "link")),
    "unsupported_entry",
    "h, a hard link to nothing",
  ),
  refuses(
    "a hard link to a folder",
    () => of(folder("d"), link("h", "d", "link")),
    "unsupported_entry",
    "h, a hard link to d",
  ),
  refuses(
    "a hard link out",
    () => of(link("h", "../../etc/passwd", "link")),
    "unsafe_tarball",
    "../../etc/passwd",
  ),
  refuses(
    "a link to nowhere at all",
    () => of(link("l", "")),
    "unsupported_entry",
    "l, a link whose target is empty",
  ),
  refuses(
    "a file below a link",
    () => of(folder("d"), link("l", "d"), file("l/x")),
    "unsupported_entry",
    "l/x, which lies below a symbolic link",
    "unpacks",
  ),
  refuses(
    "a file below a link out",
    () => of(link("l", "/tmp/nowhere-at-all"), file("l/x")),
    "unsupported_entry",
    "l/x",
  ),
  refuses(
    "a folder in place of a link",
    () => of(link("l", "Procfile"), folder("l")),
    "unsupported_entry",
    "l twice",
    "unpacks",
  ),
  unpacks("a link with a size but no data", () =>
    gz(open(), headerBlock({ name: "l", type: "2", link: "Procfile", size: 700 }), endMark()),
  ),
  refuses(
    "a link with data",
    () => gz(open(), raw("2", "l", "data", "Procfile"), endMark()),
    "damaged_tarball",
  ),
  // the same name twice
  unpacks("a file twice", () => of(file("a", "1"), file("a", "22"))),
  unpacks("a folder twice", () => of(folder("d"), file("d/a"), folder("d"))),
  unpacks("a link in place of a file", () => of(file("a"), link("a", "Procfile"))),
  unpacks("a folder in place of a file", () => of(file("a"), folder("a"), file("a/b"))),
  refuses(
    "a file in place of a folder",
    () => of(file("a/b"), file("a")),
    "unsupported_entry",
    "a twice, as a folder and as a file",
  ),
  refuses(
    "a file in place of an empty folder",
    () => of(folder("a"), file("a")),
    "unsupported_entry",
    "a twice",
    "unpacks",
  ),
  refuses(
    "a file below a file",
    () => of(file("a"), file("a/b")),
    "unsupported_entry",
    "a/b, which lies below a file",
  ),
  // names
  unpacks("a backslash in a name", () => fixture("backslash-name")),
  unpacks("a drive letter", () => of(file("C:/windows.txt"), file("C:\\evil"))),
  unpacks("names that differ in case only", () => of(file("README"), file("readme", "2"))),
  unpacks("names that differ in composition only", () => of(file("caf\u00e9"), file("cafe\u0301", "2"))),
  unpacks("line breaks and escapes in names", () =>
    of(file("a\nb"), file("\u001b[31mred"), file("\u202egpj.exe")),
  ),
  unpacks("a byte order mark in a name", () => of(file("\ufeffa"))),
  unpacks("double slashes and dots in a path", () => of(file("./a//b/./c"))),
  unpacks("names of 100, 101 and 255 bytes", () =>
    of(...[100, 101, 255].map((length) => file("n".repeat(length)))),
  ),
  refuses(
    "names in Latin-1",
    () => fixture("latin1-names"),
    "unsupported_entry",
    "public/caf\\xE9.txt",
    "unpacks",
  ),
  refuses(
    "a link's target in Latin-1",
    () => of({ header: { name: "l", type: "symlink", linkname: Buffer.from("caf\xe9", "latin1") } }),
    "unsupported_entry",
    "caf\\xE9",
    "unpacks",
  ),
  refuses("a name of 256 bytes", () => of(file("n".repeat(256))), "unsupported_entry", "more than 255 bytes"),
  refuses(
    "a path of 5,000 bytes",
    () => of(file(`${"d/".repeat(2_500)}x`)),
    "unsupported_entry",
    "a path of 5001 bytes",
  ),
  refuses("a path with ..", () => of(file("a/../../b")), "unsafe_tarball", "a/../../b"),
  refuses(
    "an absolute path",
    () => of(file("/etc/slipway-odd-archive")),
    "unsafe_tarball",
    "/etc/slipway-odd-archive",
    "unpacks",
  ),
  refuses("a file without a name", () => of(file("")), "unsupported_entry", "a file without a name"),
  refuses("a file in place of the top", () => of(file(".")), "unsupported_entry", "a file without a name"),
  // formats
  unpacks("a sparse file of bsdtar, pax 1.0", () => fixture("pax-sparse-macos")),
  unpacks("a sparse file of GNU tar, pax 1.0", () => fixture("pax-sparse-gnu")),
  unpacks("a sparse file, pax 0.1", () =>
    gz(
      open(),
      paxHeader([
        ["GNU.sparse.size", "2000"],
        ["GNU.sparse.numblocks", "3"],
        ["GNU.sparse.map", "0,512,1500,2,2000,0"],
        ["GNU.sparse.name", "real"],
      ]),
      raw("0", "GNUSparseFile.1/real", `${"a".repeat(512)}de`),
      endMark(),
    ),
  ),
  unpacks("a sparse file, pax 0.0", () =>
    gz(
      open(),
      paxHeader([
        ["GNU.sparse.size", "2000"],
        ["GNU.sparse.numblocks", "3"],
        ["GNU.sparse.offset", "0"],
        ["GNU.sparse.numbytes", "512"],
        ["GNU.sparse.offset", "1500"],
        ["GNU.sparse.numbytes", "2"],
        ["GNU.sparse.offset", "2000"],
        ["GNU.sparse.numbytes", "0"],
      ]),
      raw("0", "real", `${"a".repeat(512)}de`),
      endMark(),
    ),
  ),
  refuses(
    "a sparse file whose pieces end within blocks",
    () =>
      gz(
        open(),
        paxHeader([
          ["GNU.sparse.size", "2000"],
          ["GNU.sparse.map", "0,3,1500,2"],
          ["GNU.sparse.name", "real"],
        ]),
        raw("0", "GNUSparseFile.1/real", "abcde"),
        endMark(),
      ),
    "unsupported_entry",
    "a sparse file in an unknown format",
  ),
  unpacks("a folder by a slash at its end", () =>
    gz(open(), raw("0", "d/"), raw("0", "d/a", "x"), endMark()),
  ),
  unpacks("a folder with a size but no data", () =>
    gz(open(), headerBlock({ name: "d/", type: "5", size: 512, mode: 0o755 }), endMark()),
  ),
  refuses("a folder with data", () => gz(open(), raw("5", "d/", "data"), endMark()), "damaged_tarball"),
  unpacks("a volume label", () => gz(raw("V", "label"), packTar(base))),
  unpacks("a contiguous file", () => gz(open(), raw("7", "c", "data"), endMark())),
  unpacks("a long name of GNU tar, then a pax path", () =>
    gz(
      open(),
      raw("L", "././@LongLink", "from-gnu\0"),
      paxHeader([["path", "from-pax"]]),
      raw("0", "short", "x"),
      endMark(),
    ),
  ),
  unpacks("a pax path, then a long name of GNU tar", () =>
    gz(
      open(),
      paxHeader([["path", "from-pax"]]),
      raw("L", "././@LongLink", "from-gnu\0"),
      raw("0", "short", "x"),
      endMark(),
    ),
  ),
  unpacks("a pax size", () =>
    gz(
      open(),
      paxHeader([["size", "3"]]),
      headerBlock({ name: "a" }),
      Buffer.from("abc"),
      zeros(509),
      endMark(),
    ),
  ),
  unpacks("a global comment", () => gz(paxHeader([["comment", "cb6999d1"]], "g"), packTar(base))),
  refuses(
    "a global path",
    () => gz(paxHeader([["path", "all"]], "g"), packTar(base)),
    "damaged_tarball",
    undefined,
    "unpacks",
  ),
  refuses(
    "a malformed pax record",
    () => gz(open(), raw("x", "PaxHeader", "99 path=a\n"), raw("0", "b", "x"), endMark()),
    "damaged_tarball",
  ),
  unpacks("GNU times where POSIX has a prefix", () =>
    gz(open(), patched("a", 257, `ustar  \0${"\0".repeat(80)}14000000000\0`), endMark()),
  ),
  unpacks("a size in base 256", () =>
    gz(open(), patched("a", 124, "\x80\0\0\0\0\0\0\0\0\0\0\x01"), endMark()),
  ),
  refuses(
    "a negative size",
    () => gz(open(), patched("a", 124, "\xff".repeat(12)), endMark()),
    "damaged_tarball",
  ),
  refuses(
    "a size of blanks",
    () => gz(open(), patched("a", 124, " ".repeat(12)), endMark()),
    "damaged_tarball",
  ),
  refuses(
    "a size that is no number",
    () => gz(open(), patched("a", 124, "0000000009z\0"), endMark()),
    "damaged_tarball",
  ),
  refuses(
    "a named pipe",
    () => gz(open(), raw("6", "pipe"), endMark()),
    "unsupported_entry",
    "pipe, a named pipe",
    "unpacks",
  ),
  refuses(
    "a device",
    () => gz(open(), raw("3", "null"), endMark()),
    "unsupported_entry",
    "null, a device file",
    "unpacks",
  ),
  refuses(
    "a type that nobody knows",
    () => gz(open(), raw("Q", "q", "data"), endMark()),
    "unsupported_entry",
    "q, a special file (type Q)",
    "unpacks",
  ),
  refuses(
    "a file that goes on from another archive",
    () => gz(open(), raw("M", "m", "data"), endMark()),
    "unsupported_entry",
    "m, a file that begins in another archive",
  ),
  // macOS
  unpacks("AppleDouble files beside the wrapping folder", () => fixture("macos-wrapper")),
];
