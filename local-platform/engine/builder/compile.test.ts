import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inTempFolder, writeTree } from "@/test/harness/tarballs";
import { applySlugignore } from "./compile";

test("deletes what .slugignore names, at any depth, without negated patterns", async () => {
  await inTempFolder(async (folder) => {
    writeTree(folder, {
      ".slugignore": "*.psd\n/test\n!keep.psd\n",
      "a.psd": "",
      "art/b.psd": "",
      "keep.psd": "",
      "test/c.js": "",
      "src/test/d.js": "",
    });
    expect(await applySlugignore(folder)).toBe(4);
    const there = (path: string) => existsSync(join(folder, path));
    expect(["a.psd", "art/b.psd", "keep.psd", "test/c.js", "src/test/d.js"].map(there)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

test("changes nothing without the file", async () => {
  await inTempFolder(async (folder) => {
    writeTree(folder, { "a.psd": "" });
    expect(await applySlugignore(folder)).toBe(0);
    expect(existsSync(join(folder, "a.psd"))).toBe(true);
  });
});
