import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import { tgz } from "@/test/harness/tarballs";
import { Validation, validationThread } from "./validation";

const limits = { unpackedBytes: 64 * 1024 ** 2, files: 1_000 };

async function tarballOf(bytes: number, seed = 1): Promise<Uint8Array> {
  return new Uint8Array(
    await tgz([{ header: { name: "data", size: bytes }, body: Buffer.from(noise(bytes, seed)) }]),
  );
}

/** Returns the checksum of a tarball written in chunks of these sizes. */
async function validate(tarball: Uint8Array, sizes: number[]): Promise<string> {
  const validation = new Validation(limits);
  try {
    for (let at = 0, turn = 0; at < tarball.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      await validation.write(tarball.subarray(at, at + size));
      at += size;
    }
    return await validation.finish();
  } finally {
    validation.abandon();
  }
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("Validation returns the SHA-256 of the tarball in chunks of any size", async () => {
  const tarball = await tarballOf(3 * 1024 ** 2);
  const sizes = fc.array(fc.integer({ min: 1_000, max: 3_000_000 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sizes, async (cuts) => {
      expect(await validate(tarball, cuts)).toBe(sha256(tarball));
    }),
    { numRuns: 40 },
  );
});

test("several validations at the same time do not mix", async () => {
  const tarballs = await Promise.all([1, 2, 3, 4, 5].map((seed) => tarballOf(2_500_000, seed)));
  const all = [...tarballs, noise(2_000_000)].map((tarball) => validate(tarball, [70_000]));
  const results = await Promise.allSettled(all);
  expect(results.slice(0, 5)).toEqual(
    tarballs.map((tarball) => ({ status: "fulfilled", value: sha256(tarball) })),
  );
  expect(results[5]).toMatchObject({ status: "rejected", reason: { id: "not_gzip" } });
});

test("flush can wait beside a write", async () => {
  const tarball = await tarballOf(4_000_000);
  const validation = new Validation(limits);
  const written = validation.write(tarball);
  await validation.flush();
  await written;
  expect(await validation.finish()).toBe(sha256(tarball));
});

test("flush rejects with the error of the chunks so far", async () => {
  const validation = new Validation(limits);
  await validation.write(new TextEncoder().encode("PK\u0003\u0004"));
  await expect(validation.flush()).rejects.toMatchObject({ id: "not_gzip" });
  await expect(validation.write(new Uint8Array(1))).rejects.toMatchObject({ id: "not_gzip" });
  validation.abandon();
});

test("a validation rejects if its thread ends, and the next one starts another", async () => {
  const tarball = await tarballOf(100_000);
  const validation = new Validation(limits);
  await validation.write(tarball.subarray(0, 50_000));
  await validation.flush();
  await validationThread().terminate();
  await expect(validation.finish()).rejects.toThrow("The validation thread ended.");
  expect(await validate(tarball, [60_000])).toBe(sha256(tarball));
});
