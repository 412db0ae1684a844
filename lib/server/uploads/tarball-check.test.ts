import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTempFolder, run, textEntry, tgz, writeTree } from "@/test/harness/tarballs";
import { checkTarball } from "./tarball-check";

const limits = { unpackedBytes: 64 * 1024 ** 2, files: 1_000 };

/** Returns the error of these bytes when written in chunks of this size. */
async function verdict(bytes: Uint8Array, size = 65_536, limit = limits): Promise<string> {
  const check = checkTarball(limit);
  try {
    for (let at = 0; at < bytes.length; at += size) await check.write(bytes.subarray(at, at + size));
    await check.finish();
    return "good";
  } catch (error) {
    return error instanceof Error && "id" in error ? String(error.id) : String(error);
  } finally {
    check.abandon();
  }
}

function unpacked(bytes: Uint8Array): Buffer | null {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}

const sample = () =>
  tgz([textEntry("Procfile", "web: x"), textEntry("lib/a.js", "a".repeat(3_000)), textEntry("b", "")]);

describe("checkTarball", () => {
  test("accepts a tarball in chunks of any size", async () => {
    const bytes = await sample();
    for (const size of [1, 2, 3, 7, 100, 511, 512, 513])
      expect([size, await verdict(bytes, size)]).toEqual([size, "good"]);
  });

  test("reports a tarball as truncated wherever it ends", async () => {
    const bytes = await sample();
    for (let length = 3; length < bytes.length; length += 1) {
      expect([length, await verdict(bytes.subarray(0, length), 64)]).toEqual([length, "truncated_tarball"]);
    }
    expect(await verdict(new Uint8Array(0))).toBe("empty_tarball");
  });

  test("reports an incomplete tar inside a complete gzip as truncated", async () => {
    const tar = Buffer.from(
      await new Response(
        new Blob([await sample()]).stream().pipeThrough(new DecompressionStream("gzip")),
      ).arrayBuffer(),
    );
    expect(await verdict(gzipSync(tar.subarray(0, 1_300)))).toBe("truncated_tarball");
    expect(await verdict(gzipSync(tar.subarray(0, 100)))).toBe("not_tar");
  });

  test("rejects a tarball with one changed byte of compressed data", async () => {
    const bytes = await sample();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: bytes.length - 5 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const copy = bytes.slice();
          copy[at] = (copy[at] ?? 0) ^ flip;
          // The last bits of the compressed data are padding and change nothing.
          return unpacked(copy)?.equals(gunzipSync(bytes)) || (await verdict(copy, 100)) !== "good";
        },
      ),
    );
  });

  test("accepts tarballs made by tar: long names, links, folders, sparse files, every format", () =>
    inTempFolder(async (folder) => {
      const long = `app/${"deep/".repeat(30)}${"n".repeat(120)}.js`;
      writeTree(folder, { "app/Procfile": "web: x", [long]: "1", "app/é ü": "x" });
      const app = join(folder, "app");
      run("ln", ["-s", "Procfile", "soft"], app);
      run("ln", ["Procfile", "hard"], app);
      run("truncate", ["-s", "3M", "sparse"], app);
      run("dd", ["if=/dev/urandom", "of=sparse", "bs=1k", "count=1", "seek=1500", "conv=notrunc"], app);
      for (const options of [
        ["--format=gnu"],
        ["--format=posix"],
        ["--format=gnu", "-S"],
        ["--format=posix", "-S"],
      ]) {
        run("tar", [...options, "-czf", "out.tgz", "-C", "app", "."], folder);
        expect([options, await verdict(readFileSync(join(folder, "out.tgz")), 1_000)]).toEqual([
          options,
          "good",
        ]);
      }
    }));

  test.each([
    ["a path with ..", "../x", "unsafe_tarball"],
    ["an absolute path", "/etc/x", "unsafe_tarball"],
    ["a long path with ..", `${"a/".repeat(80)}../../x`, "unsafe_tarball"],
    ["dots that are no step up", "a/..b/...", "good"],
  ])("an entry with %s: %s is %s", async (_, name, id) => {
    expect(await verdict(await tgz([textEntry("Procfile", "x"), textEntry(name, "x")]))).toBe(id);
  });

  test("reports a hard link out of the folder as unsafe", async () => {
    const link = { header: { name: "a", size: 0, type: "link" as const, linkname: "../../etc/passwd" } };
    expect(await verdict(await tgz([textEntry("Procfile", "x"), link]))).toBe("unsafe_tarball");
  });

  test("reports a tarball without files as empty", async () => {
    expect(await verdict(await tgz([{ header: { name: "a/", size: 0, type: "directory" } }]))).toBe(
      "empty_tarball",
    );
    expect(await verdict(gzipSync(Buffer.alloc(10_240)))).toBe("empty_tarball");
    expect(await verdict(gzipSync(Buffer.alloc(0)))).toBe("empty_tarball");
  });

  test("reports other formats", async () => {
    expect(await verdict(Buffer.from("PK\u0003\u0004"))).toBe("not_gzip");
    expect(await verdict(Buffer.from([0x1f]))).toBe("truncated_tarball");
    expect(await verdict(gzipSync("x".repeat(5_000)))).toBe("not_tar");
  });

  test("reports a tarball that unpacks to too many bytes or files as too large", async () => {
    const bomb = gzipSync(Buffer.concat([await tarOf("zeros", 8 * 1024 ** 2)]));
    expect(await verdict(bomb, 1_000, { ...limits, unpackedBytes: 1024 ** 2 })).toBe("too_large");
    expect(await verdict(await sample(), 1_000, { ...limits, files: 2 })).toBe("too_large");
  });

  test("accepts padding and other data after the end", async () => {
    const bytes = await sample();
    expect(await verdict(Buffer.concat([bytes, Buffer.alloc(300_000)]))).toBe("good");
    expect(await verdict(Buffer.concat([bytes, gzipSync("something else ".repeat(100))]), 100)).toBe("good");
  });

  test("reports a second archive after the end as damaged", async () => {
    const bytes = await sample();
    expect(await verdict(Buffer.concat([bytes, bytes]), 100)).toBe("damaged_tarball");
  });
});

async function tarOf(name: string, size: number): Promise<Buffer> {
  const packed = await tgz([{ header: { name, size }, body: Buffer.alloc(size) }]);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return Buffer.from(await new Response(stream).arrayBuffer());
}
