import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdFolder } from "./hold-folder";

test("a folder is held by one at a time, and can be had again afterwards", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hold-"));
  const release = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(`Another local platform is running on ${folder}.`);
  release();
  holdFolder(folder)();
  await rm(folder, { recursive: true });
});
