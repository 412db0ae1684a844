import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { OutputCache } from "./output-cache";
import { Spool } from "./spool";
import type { StoredOutput } from "./stored";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kept-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Keeps these bytes, compressed too, as used so many seconds ago. */
async function keep(kept: OutputCache, folder: string, key: string, bytes: Buffer, ago = 0): Promise<void> {
  const spool = new Spool(
    await kept.partPath(key),
    { memoryBytes: 2 ** 20, spoolBytes: 2 ** 30 },
    () => false,
  );
  spool.append(bytes);
  const stored = await kept.keep(key, spool);
  await kept.pack(key, stored);
  await stored.close();
  await spool.close();
  const used = new Date(Date.now() - ago * 1000);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 40);
  await utimes(join(folder, `${name}.json`), used, used).catch(() => undefined);
}

async function found(kept: OutputCache, key: string): Promise<{ plain: boolean; packed: boolean } | null> {
  const stored: StoredOutput | null = await kept.find(key);
  await stored?.close();
  return stored && { plain: stored.plain !== null, packed: stored.packed !== null };
}

const text = (size: number) => Buffer.alloc(size, "all work and no play ");

test("is found again with length, checksum and bytes, by a server that starts later too", async () => {
  const folder = await folderOf();
  const bytes = randomBytes(300_000);
  await keep(new OutputCache(folder, 10 ** 7), folder, "a", bytes);
  const stored = await new OutputCache(folder, 10 ** 7).find("a");
  expect(stored?.length).toBe(bytes.length);
  expect(await stored?.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect((await stored?.read(299_000))?.equals(bytes.subarray(299_000))).toBe(true);
  await stored?.close();
});

test("loses its plain bytes first, and all of it when it was unread the longest", async () => {
  const folder = await folderOf();
  const kept = new OutputCache(folder, 600_000);
  await keep(kept, folder, "old", text(400_000), 30);
  await keep(kept, folder, "young", text(400_000), 20);
  expect(await found(kept, "old")).toEqual({ plain: false, packed: true });
  expect(await found(kept, "young")).toEqual({ plain: true, packed: true });
  // Looking at it was a use: now the other one has been unread for longer.
  await keep(kept, folder, "noise", randomBytes(550_000), 10);
  await keep(kept, folder, "more", randomBytes(500_000));
  expect(await found(kept, "more")).toEqual({ plain: false, packed: true });
  expect(await found(kept, "noise")).toBeNull();
});

test("leaves no parts behind, and is read on while it is dropped", async () => {
  const folder = await folderOf();
  const kept = new OutputCache(folder, 500_000);
  await keep(kept, folder, "read", randomBytes(400_000), 60);
  const reading = await kept.find("read");
  await keep(kept, folder, "next", randomBytes(450_000));
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect((await reading?.read(399_990))?.length).toBe(10);
  await reading?.close();
});
