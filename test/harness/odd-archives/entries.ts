import { endMark, headerBlock } from "@/lib/tarball/tar-writer";
import { file, fixture, folder, gz, link, type OddArchive, of, open, raw, refuses, unpacks } from "./archive";

/** Odd links and names, and their results. */
export const oddEntries: OddArchive[] = [
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
];
