import { chmod, mkdir, mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdFolder, makeOwnFolder } from "./folders";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "own-folder-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("makes a folder that only its owner enters, and closes one that was open", async () => {
  const path = join(root, "work");
  await makeOwnFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  await chmod(path, 0o777);
  await makeOwnFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test("takes no folder that others made or that leads elsewhere", async () => {
  const path = join(root, "work");
  await mkdir(join(root, "elsewhere"));
  await symlink(join(root, "elsewhere"), path);
  await expect(makeOwnFolder(path)).rejects.toThrow("belongs to somebody else");
  const theirs = 1 + (process.getuid?.() ?? 0);
  await expect(makeOwnFolder(join(root, "elsewhere"), theirs)).rejects.toThrow("belongs to somebody else");
});

test("a folder is held by one at a time, and can be had again afterwards", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hold-"));
  const release = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(`Another local platform is running on ${folder}.`);
  release();
  holdFolder(folder)();
  await rm(folder, { recursive: true });
});
