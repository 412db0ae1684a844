import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { Spool } from "./spool";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function spoolOf(memoryBytes: number, spoolBytes = 2 ** 30): Promise<{ spool: Spool; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "spool-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const spool = new Spool(join(folder, "x.part"), { memoryBytes, spoolBytes }, () => false);
  cleanups.push(() => spool.close());
  return { spool, folder };
}

async function all(spool: Spool, offset = 0): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = offset; at < spool.length; ) {
    const piece = await spool.read(at);
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}

/** Pieces of the given sizes with distinct bytes. */
function pieces(sizes: number[]): Buffer[] {
  return sizes.map((size, index) => Buffer.alloc(size, 1 + (index % 250)));
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200_000 })), {
  minLength: 1,
  maxLength: 40,
});

test("returns its bytes from any offset, in memory or on disk", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(1_000_000), async (list, from, memoryBytes) => {
      const { spool } = await spoolOf(memoryBytes);
      const whole = Buffer.concat(pieces(list));
      for (const piece of pieces(list)) spool.append(piece);
      const offset = from % (whole.length + 1);
      expect((await all(spool, offset)).equals(whole.subarray(offset))).toBe(true);
      expect(await spool.sha256()).toBe(createHash("sha256").update(whole).digest("hex"));
      await spool.toFile();
      expect((await all(spool, offset)).equals(whole.subarray(offset))).toBe(true);
      await spool.close();
    }),
    { numRuns: 40 },
  );
});

test("writes no file while the bytes fit in memory", async () => {
  const { spool, folder } = await spoolOf(1_000_000);
  spool.append(Buffer.alloc(900_000, 1));
  expect(await readdir(folder)).toEqual([]);
});

test("limits the bytes in memory", async () => {
  const { spool } = await spoolOf(1024 ** 2);
  for (let n = 0; n < 400; n += 1) {
    spool.append(Buffer.alloc(65_536, 1 + (n % 200)));
    await spool.room();
  }
  let onDisk = 0;
  while (spool.peek(onDisk) === null) onDisk += 65_536;
  expect(spool.length - onDisk).toBeLessThan(16 * 1024 ** 2);
});

test("accepts no bytes beyond its cap, and reports that it is full", async () => {
  const { spool } = await spoolOf(100_000, 250_000);
  for (let n = 0; n < 10; n += 1) spool.append(Buffer.alloc(60_000, 7));
  expect([spool.length, spool.full]).toEqual([250_000, true]);
  expect(await all(spool)).toHaveLength(250_000);
});

test("is full when the disk cannot be written", async () => {
  const spool = new Spool("/nowhere/at/all.part", { memoryBytes: 1_000, spoolBytes: 2 ** 30 }, () => false);
  for (let n = 0; n < 1_000; n += 1) {
    spool.append(Buffer.alloc(65_536, 1));
    await spool.room();
  }
  expect(spool.full).toBe(true);
  expect(spool.length).toBeLessThan(20 * 1024 ** 2);
});

test("hashes the bytes present at the call while more arrive", async () => {
  const { spool } = await spoolOf(1024 ** 2);
  const big = Buffer.alloc(6 * 1024 ** 2, 3);
  spool.append(big);
  const digest = spool.sha256();
  spool.append(Buffer.from("more"));
  expect(await digest).toBe(createHash("sha256").update(big).digest("hex"));
  expect(await spool.sha256()).toBe(createHash("sha256").update(big).update("more").digest("hex"));
});
