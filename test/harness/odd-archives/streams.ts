import { endMark, headerBlock, joined } from "@/lib/tarball/tar-writer";
import { packTar } from "@/test/harness/tarballs";
import {
  base,
  file,
  fixture,
  gz,
  noise,
  type OddArchive,
  of,
  open,
  raw,
  refuses,
  unpacks,
  zeros,
} from "./archive";

/** Odd compression and odd ends, and their results. */
export const oddStreams: OddArchive[] = [
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
];
