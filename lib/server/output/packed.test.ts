import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import type { ByteSource } from "./byte-source";
import { PACK_BYTES, Packed, pack } from "./packed";

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

describe("a packed output", () => {
  test("is a valid gzip file of its bytes", async () => {
    for (const [name, bytes] of Object.entries({
      whole: plain,
      block: plain.subarray(0, PACK_BYTES),
      one: plain.subarray(0, 1),
    })) {
      const packed = await packedOf(bytes, name);
      const { file, length } = await packed.gzip();
      const content = Buffer.alloc(length);
      await file.read(content, 0, length, 0);
      expect(gunzipSync(content).equals(bytes)).toBe(true);
      if (name === "whole") expect(length).toBeLessThan(bytes.length * 0.7);
      await packed.close();
    }
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
