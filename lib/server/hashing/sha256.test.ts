import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import { Sha256 } from "./sha256";

const plain = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function digestOf(bytes: Buffer, sizes: number[]): Promise<string> {
  const hash = new Sha256();
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const piece = Buffer.from(bytes.subarray(at, at + size));
    await hash.update(piece);
    at += size;
  }
  return hash.digest();
}

test("Sha256 returns the digest of the bytes in chunks of any size", async () => {
  const data = noise(3 * 1024 ** 2);
  const sizes = fc.array(fc.integer({ min: 1_000, max: 300_000 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.nat(data.length), sizes, async (length, cuts) => {
      const bytes = data.subarray(0, length);
      expect(await digestOf(bytes, cuts)).toBe(plain(bytes));
    }),
    { numRuns: 60 },
  );
});

test.each([0, 1, 131_071, 131_072, 131_073, 1_048_576, 2_097_152])(
  "Sha256 returns the digest of %i bytes",
  async (length) => {
    const bytes = noise(length);
    expect(await digestOf(bytes, [65_536])).toBe(plain(bytes));
  },
);

test("several Sha256 at the same time do not mix", async () => {
  const all = Array.from({ length: 5 }, (_, index) => noise(2_500_000, index + 1));
  expect(await Promise.all(all.map((bytes) => digestOf(bytes, [70_000])))).toEqual(all.map(plain));
});
