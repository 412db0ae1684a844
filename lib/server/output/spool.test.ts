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

/** Pieces of these sizes, told apart by their bytes. */
function pieces(sizes: number[]): Buffer[] {
  return sizes.map((size, index) => Buffer.alloc(size, 1 + (index % 250)));
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200_000 })), {
  minLength: 1,
  maxLength: 40,
});

test("gives back what it took, from any offset, whether in memory or on disk", async () => {
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

test("touches no disk while it fits into memory", async () => {
  const { spool, folder } = await spoolOf(1_000_000);
  spool.append(Buffer.alloc(900_000, 1));
  expect(await readdir(folder)).toEqual([]);
});

test("keeps in memory little more than its limit", async () => {
  const { spool } = await spoolOf(1024 ** 2);
  for (let n = 0; n < 400; n += 1) {
    spool.append(Buffer.alloc(65_536, 1 + (n % 200)));
    await spool.room();
  }
  let onDisk = 0;
  while (spool.peek(onDisk) === null) onDisk += 65_536;
  expect(spool.length - onDisk).toBeLessThan(16 * 1024 ** 2);
});

test("takes no more than its cap, and says so", async () => {
  const { spool } = await spoolOf(100_000, 250_000);
  for (let n = 0; n < 10; n += 1) spool.append(Buffer.alloc(60_000, 7));
  expect([spool.length, spool.full]).toEqual([250_000, true]);
  expect(await all(spool)).toHaveLength(250_000);
});

test("takes no more when the disk takes nothing", async () => {
  const spool = new Spool("/nowhere/at/all.part", { memoryBytes: 1_000, spoolBytes: 2 ** 30 }, () => false);
  for (let n = 0; n < 1_000; n += 1) {
    spool.append(Buffer.alloc(65_536, 1));
    await spool.room();
  }
  expect(spool.full).toBe(true);
  expect(spool.length).toBeLessThan(20 * 1024 ** 2);
});

test("hashes what it has so far while more comes", async () => {
  const { spool } = await spoolOf(1024 ** 2);
  const big = Buffer.alloc(6 * 1024 ** 2, 3);
  spool.append(big);
  const asked = spool.sha256();
  spool.append(Buffer.from("more"));
  expect(await asked).toBe(createHash("sha256").update(big).digest("hex"));
  expect(await spool.sha256()).toBe(createHash("sha256").update(big).update("more").digest("hex"));
});
