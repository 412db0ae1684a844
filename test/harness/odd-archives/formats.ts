import { endMark, headerBlock, paxHeader } from "@/lib/tarball/tar-writer";
import { packTar } from "@/test/harness/tarballs";
import { base, fixture, gz, type OddArchive, open, patched, raw, refuses, unpacks, zeros } from "./archive";

/** Odd formats of headers and entries, and their results. */
export const oddFormats: OddArchive[] = [
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
