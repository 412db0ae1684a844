import { Buffer } from "node:buffer";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesIn, inTempFolder, run, sliced } from "@/test/harness/tarballs";
import { inspect } from "./inspect";
import { type PackFile, pack } from "./pack";

const file = (
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  modified = 1_700_000_000_000,
): PackFile => ({
  path,
  blob: new Blob([content]),
  modified,
});
const packed = async (files: PackFile[]) => new Uint8Array(await new Response(pack(files)).arrayBuffer());

const segment = fc
  .string({ unit: fc.constantFrom("a", "B", "ü", "漢", " ", "-", "_", "7"), minLength: 1, maxLength: 60 })
  .map((name) => `x${name}`);
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
const content = fc.uint8Array({ maxLength: 2000 }).map((bytes) => Uint8Array.from(bytes));
const tree = fc
  .uniqueArray(fc.tuple(path, content), { selector: ([name]) => name, minLength: 1, maxLength: 8 })
  .filter((files) => files.every(([a]) => files.every(([b]) => !b.startsWith(`${a}/`))));

describe("pack", () => {
  test("contains exactly the given files, for any names and bytes", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (files) => {
        const data = await packed(files.map(([name, bytes]) => file(name, bytes)));
        expect(filesIn(gunzipSync(data))).toEqual(
          new Map(files.map(([name, bytes]) => [name, Buffer.from(bytes)])),
        );
        const found = await inspect(sliced(data));
        expect([found.files, found.unpacked]).toEqual([
          files.length,
          files.reduce((sum, [, bytes]) => sum + bytes.length, 0),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  test("is unpacked by GNU tar, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(tree, (files) =>
        inTempFolder(async (folder) => {
          const data = await packed(files.map(([name, bytes]) => file(name, bytes)));
          run("tar", ["xzf", "-"], folder, data);
          for (const [name, bytes] of files) {
            expect(readFileSync(`${folder}/${name}`).equals(Buffer.from(bytes)), name).toBe(true);
          }
        }),
      ),
      { numRuns: 15 },
    );
  });

  test("packs a file of several megabytes unchanged", async () => {
    const big = new Uint8Array(5_000_000).map((_, index) => (index * 31) % 251);
    const back = filesIn(gunzipSync(await packed([file("big", big)])));
    expect(back.get("big")?.equals(Buffer.from(big))).toBe(true);
  });

  test("gives the same bytes for the same files in any order", async () => {
    const files = [file("b", "2"), file("a/c", "3"), file("a", "1")];
    expect(await packed(files)).toEqual(await packed(files.toReversed()));
  });

  test("keeps scripts and programs executable, and times", async () => {
    await inTempFolder(async (folder) => {
      const data = await packed([
        file("bin/start", "#!/bin/sh\necho hi\n"),
        file("tool", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2])),
        file("index.js", "1", 1_600_000_000_999),
      ]);
      writeFileSync(`${folder}/a.tgz`, data);
      run("tar", ["xzf", "a.tgz"], folder);
      const mode = (name: string) => (statSync(`${folder}/${name}`).mode & 0o777).toString(8);
      expect([mode("bin/start"), mode("tool"), mode("index.js")]).toEqual(["755", "755", "644"]);
      expect(statSync(`${folder}/index.js`).mtimeMs).toBe(1_600_000_000_000);
      expect(run("./bin/start", [], folder)).toBe("hi\n");
    });
  });

  test("calls back with each packed file", async () => {
    const seen: string[] = [];
    await new Response(
      pack([file("b", "2"), file("a", "1")], ({ path: name }) => seen.push(name)),
    ).arrayBuffer();
    expect(seen).toEqual(["a", "b"]);
  });

  test("names the file that cannot be read", async () => {
    const gone = Object.assign(new Blob(["x"]), {
      arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")),
    });
    await expect(
      packed([file("a", "1"), { path: "b/gone.js", blob: gone, modified: 0 }]),
    ).rejects.toMatchObject({
      id: "unreadable_file",
      message:
        "b/gone.js could not be read, or changed meanwhile. " +
        "See that it still exists and may be read, then drop the folder again.",
    });
  });

  test("refuses to pack nothing", async () => {
    await expect(packed([])).rejects.toMatchObject({ id: "empty_tarball" });
  });
});
