import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import type { ByteSource } from "./byte-source";
import { joinedCrc, PACK_BYTES, Packed, pack } from "./packed";

const lines = Array.from({ length: 60_000 }, (_, n) => `-----> line ${n} äö ${(n * 7919) % 1013}\n`).join("");
const plain = Buffer.concat([Buffer.from(lines), noise(1_200_000), Buffer.from(lines)]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "packed-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function sourceOf(bytes: Buffer): ByteSource {
  return {
    length: bytes.length,
    sha256: async () => "",
    peek: () => null,
    read: async (offset) => bytes.subarray(offset, offset + 70_001),
    close: async () => undefined,
  };
}

async function packedOf(bytes: Buffer, name: string): Promise<Packed> {
  const path = join(folder, name);
  const index = await pack(sourceOf(bytes), path);
  return new Packed(await open(path, "r"), index, bytes.length);
}

async function gzipOf(packed: Packed, offset: number): Promise<Buffer> {
  const { file, head, from, to, tail } = await packed.gzip(offset);
  const middle = Buffer.alloc(to - from);
  await file.read(middle, 0, middle.length, from);
  return Buffer.concat([head, middle, tail]);
}

describe("a packed output", () => {
  test("is a valid gzip stream of its bytes from any offset on", async () => {
    const packed = await packedOf(plain, "any");
    const edges = [0, 1, PACK_BYTES - 1, PACK_BYTES, PACK_BYTES + 1, plain.length - 1];
    const offsets = fc.oneof(fc.constantFrom(...edges), fc.nat(plain.length - 1));
    await fc.assert(
      fc.asyncProperty(offsets, async (offset) => {
        const stream = await gzipOf(packed, offset);
        expect(gunzipSync(stream).equals(plain.subarray(offset))).toBe(true);
      }),
      { numRuns: 30, examples: edges.map((edge): [number] => [edge]) },
    );
    expect((await gzipOf(packed, 0)).length).toBeLessThan(plain.length * 0.7);
    await packed.close();
  });

  test("returns plain bytes from any offset", async () => {
    const packed = await packedOf(plain, "plain");
    for (const offset of [0, 5, PACK_BYTES - 1, PACK_BYTES, plain.length - 3]) {
      const piece = await packed.read(offset);
      expect(piece.length).toBeGreaterThan(0);
      expect(piece.equals(plain.subarray(offset, offset + piece.length))).toBe(true);
    }
    expect(await packed.read(plain.length)).toHaveLength(0);
    await packed.close();
  });
});

test("joins CRCs as the CRC of the concatenated bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (first, second) => {
      const whole = crc32(Buffer.concat([first, second]));
      expect(joinedCrc(crc32(first), crc32(second), second.length)).toBe(whole);
    }),
  );
});
