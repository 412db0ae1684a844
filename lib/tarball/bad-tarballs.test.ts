import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import { packTar, sliced, textEntry, tgz } from "@/test/harness/tarballs";
import { inspect } from "./inspect";
import { defaultLimits } from "./limits";
import { TarballError } from "./tarball-error";

const bytesOf = (data: Uint8Array | string) =>
  new Uint8Array(typeof data === "string" ? Buffer.from(data) : data);
const read = (data: Uint8Array | string) => inspect(sliced(bytesOf(data)));
const gz = (data: Uint8Array | string) => gzipSync(data);

describe("bad input", () => {
  const small = { ...defaultLimits, packed: 768 * 1024, unpacked: 2 * 1024 ** 2, files: 3 };
  const text = (name: string) => textEntry(name, "x");
  const rows: [string, () => Promise<Uint8Array> | Uint8Array | string, string, string][] = [
    [
      "no bytes",
      () => "",
      "empty_tarball",
      "The file has no bytes. Pack the folder of the app: tar czf app.tgz .",
    ],
    ["a picture", () => "\x89PNG....", "not_gzip", "The file is not gzip. Create it with: tar czf app.tgz ."],
    [
      "a tar without gzip",
      () => packTar([text("a")]),
      "not_gzip",
      "The file is a tar archive without gzip, not gzip. Create it with: tar czf app.tgz .",
    ],
    [
      "gzip of text",
      () => gz("hello ".repeat(500)),
      "not_tar",
      "There is no tar archive inside. Create it with: tar czf app.tgz .",
    ],
    [
      "gzip of a few bytes",
      () => gz("hello"),
      "not_tar",
      "There is no tar archive inside. Create it with: tar czf app.tgz .",
    ],
    [
      "less than a block of gzip in gzip",
      async () => gz(await tgz([text("a")])),
      "not_tar",
      "The file is compressed with gzip twice. Create it with: tar czf app.tgz .",
    ],
    [
      "gzip of nothing",
      () => gz(""),
      "empty_tarball",
      "The tarball is empty. Pack the folder of the app: tar czf app.tgz .",
    ],
    [
      "no entries",
      () => tgz([]),
      "empty_tarball",
      "The tarball is empty. Pack the folder of the app: tar czf app.tgz .",
    ],
    [
      "only a folder",
      () => tgz([{ header: { name: "a/", size: 0, type: "directory" } }]),
      "empty_tarball",
      "The tarball is empty. Pack the folder of the app: tar czf app.tgz .",
    ],
    [
      "a path with ..",
      () => tgz([text("a/../../b")]),
      "unsafe_tarball",
      "The tarball holds a/../../b, a path that leaves its folder. Pack it again without .. or absolute paths.",
    ],
    [
      "an absolute path",
      () => tgz([text("/etc/passwd")]),
      "unsafe_tarball",
      "The tarball holds /etc/passwd, a path that leaves its folder. Pack it again without .. or absolute paths.",
    ],
    [
      "a hard link out",
      () => tgz([{ header: { name: "a", size: 0, type: "link", linkname: "../b" } }]),
      "unsafe_tarball",
      "The tarball holds ../b, a path that leaves its folder. Pack it again without .. or absolute paths.",
    ],
    [
      "a tar cut off, then gzipped",
      async () => gz((await packTar([text("a"), text("b")])).slice(0, 1500)),
      "truncated_tarball",
      "The tarball ends too early. Copy or pack it again; part of it is missing.",
    ],
    [
      "too many files",
      () => tgz(["a", "b", "c", "d"].map(text)),
      "too_large",
      "The tarball holds more than 3 files. Leave out what the build does not need, such as node_modules and .git.",
    ],
    [
      "too much inside",
      () => tgz([textEntry("a", "x".repeat(3_000_000))]),
      "too_large",
      "The tarball unpacks to more than 2 MB. Leave out what the build does not need, such as node_modules and .git.",
    ],
    [
      "too large a file",
      () => tgz([textEntry("a", noise(900_000).toString("hex"))]),
      "too_large",
      "The tarball is larger than 1 MB. Leave out what the build does not need, such as node_modules and .git.",
    ],
  ];

  test.each(rows)("%s", async (_, make, id, sentence) => {
    const failure = await inspect(sliced(bytesOf(await make())), { limits: small }).catch((error) => error);
    expect(failure).toBeInstanceOf(TarballError);
    expect([failure.id, failure.message]).toEqual([id, sentence]);
  });

  test("reports a tarball cut at any offset as truncated", async () => {
    const data = await tgz([textEntry("package.json", "{}"), textEntry("b", noise(900).toString("hex"))]);
    for (let length = 1; length < data.length; length += 7) {
      const failure = await read(data.slice(0, length)).catch((error) => error);
      expect([length, failure.id]).toEqual([length, "truncated_tarball"]);
    }
  });

  test("reports changed bytes as damaged, unless they decompress to the same", async () => {
    const data = await tgz([textEntry("package.json", "{}"), textEntry("b", noise(900, 36).toString("hex"))]);
    const good = await read(data);
    // With this seed, one change decompresses to the same bytes.
    const plain = gunzipSync(data);
    // The checksum does not cover the ten bytes of the gzip header.
    for (let at = 10; at < data.length; at += 13) {
      const changed = Uint8Array.from(data, (byte, index) => (index === at ? byte ^ 0x55 : byte));
      const outcome = await read(changed).catch((error) => error);
      // A back-reference into other zeros of the tar's end gives the same bytes, which the checksum confirms.
      if (gunzipsTo(changed, plain)) expect({ ...outcome, sha256: "" }).toEqual({ ...good, sha256: "" });
      else expect(outcome, `byte ${at}`).toBeInstanceOf(TarballError);
    }
  });

  test("cancels a source that is refused", async () => {
    let canceled = false;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("not gzip at all")),
      cancel: () => {
        canceled = true;
      },
    });
    await expect(inspect(endless)).rejects.toMatchObject({ id: "not_gzip" });
    expect(canceled).toBe(true);
  });
});

function gunzipsTo(data: Uint8Array, plain: Buffer): boolean {
  try {
    return gunzipSync(data).equals(plain);
  } catch {
    return false;
  }
}
