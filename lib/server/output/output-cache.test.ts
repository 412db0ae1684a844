import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import type { StoredOutput } from "./output-cache";
import { OutputCache } from "./output-cache";
import { Spool } from "./spool";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cache-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Stores an output, plain and compressed, last read `ago` seconds ago. */
async function store(cache: OutputCache, folder: string, key: string, bytes: Buffer, ago = 0): Promise<void> {
  const spool = new Spool(
    await cache.partPath(key),
    { memoryBytes: 2 ** 20, spoolBytes: 2 ** 30 },
    () => false,
  );
  spool.append(bytes);
  const stored = await cache.store(key, spool);
  await cache.pack(key, stored);
  await stored.close();
  await spool.close();
  const used = new Date(Date.now() - ago * 1000);
  await utimes(metaPath(folder, key), used, used).catch(() => undefined);
}

function metaPath(folder: string, key: string): string {
  return join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 40)}.json`);
}

async function found(cache: OutputCache, key: string): Promise<{ plain: boolean; packed: boolean } | null> {
  const stored: StoredOutput | null = await cache.find(key);
  await stored?.close();
  return stored && { plain: stored.plain !== null, packed: stored.packed !== null };
}

const text = (size: number) => Buffer.alloc(size, "all work and no play ");

test("finds an output with length, checksum and bytes after a restart", async () => {
  const folder = await folderOf();
  const bytes = noise(300_000);
  await store(new OutputCache(folder, 10 ** 7), folder, "a", bytes);
  const stored = await new OutputCache(folder, 10 ** 7).find("a");
  expect(stored?.length).toBe(bytes.length);
  expect(await stored?.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect((await stored?.read(299_000))?.equals(bytes.subarray(299_000))).toBe(true);
  await stored?.close();
});

test("evicts plain bytes first, then the least recently read outputs", async () => {
  const folder = await folderOf();
  const cache = new OutputCache(folder, 600_000);
  await store(cache, folder, "old", text(400_000), 30);
  await store(cache, folder, "young", text(400_000), 20);
  expect(await found(cache, "old")).toEqual({ plain: false, packed: true });
  expect(await found(cache, "young")).toEqual({ plain: true, packed: true });
  // The find was a read, so the other one is now the least recently read.
  await store(cache, folder, "noise", noise(550_000), 10);
  await store(cache, folder, "more", noise(500_000));
  expect(await found(cache, "more")).toEqual({ plain: false, packed: true });
  expect(await found(cache, "noise")).toBeNull();
});

test("leaves no part files, and an open output stays readable after eviction", async () => {
  const folder = await folderOf();
  const cache = new OutputCache(folder, 500_000);
  await store(cache, folder, "read", noise(400_000), 60);
  const reading = await cache.find("read");
  await store(cache, folder, "next", noise(450_000));
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect((await reading?.read(399_990))?.length).toBe(10);
  await reading?.close();
});

test("does not read the compressed file of an earlier version, whose blocks had another form", async () => {
  const folder = await folderOf();
  const cache = new OutputCache(folder, 10 ** 7);
  const bytes = text(400_000);
  await store(cache, folder, "a", bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const packed = { ends: [1_000], crcs: [1] };
  await writeFile(metaPath(folder, "a"), JSON.stringify({ bytes: bytes.length, sha256, packed }));
  expect(await found(cache, "a")).toEqual({ plain: true, packed: false });
});
