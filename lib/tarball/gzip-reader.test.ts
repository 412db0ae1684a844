import { constants, deflateRawSync, gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GzipReader } from "./gzip-reader";
import { joined } from "./tar-writer";

/** Unpacks in pieces of the given sizes, repeated. */
function unpack(packed: Uint8Array, sizes: number[] = [65_536]): Buffer {
  const reader = new GzipReader();
  const parts: Buffer[] = [];
  for (let at = 0, turn = 0; at < packed.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    for (const part of reader.write(packed.subarray(at, at + size))) parts.push(Buffer.from(part));
    at += size;
  }
  reader.finish();
  return Buffer.concat(parts);
}

const outcome = (read: () => Buffer): string => {
  try {
    return read().toString("hex");
  } catch {
    return "refused";
  }
};

/** Bytes with near and far repetitions, like those of real files. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(70_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(2_000))
        .map(([word, times]) => joined(new Array<Uint8Array>(times).fill(word))),
    ),
    { maxLength: 8 },
  )
  .map(joined);
const options = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
  ),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
});
const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 });

describe("gzip", () => {
  test("unpacks zlib output of one or several members in any chunks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(content, options), { minLength: 1, maxLength: 3 }),
        sizes,
        (members, cuts) => {
          const packed = joined(members.map(([bytes, how]) => gzipSync(bytes, how)));
          expect(unpack(packed, cuts).equals(joined(members.map(([bytes]) => bytes)))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("agrees with zlib on changed bytes", () => {
    fc.assert(
      fc.property(content, options, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, how, where, flip) => {
        const packed = gzipSync(bytes.subarray(0, 3_000), how);
        const at = where % packed.length;
        packed[at] = (packed[at] ?? 0) ^ flip;
        expect(outcome(() => unpack(packed, [100]))).toBe(outcome(() => gunzipSync(packed)));
      }),
      { numRuns: 400 },
    );
  });

  test("agrees with zlib on random deflate data", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (noise) => {
        const head = gzipSync("").subarray(0, 10);
        const packed = joined([head, noise]);
        expect(outcome(() => unpack(packed))).toBe(outcome(() => gunzipSync(packed)));
      }),
      { numRuns: 500 },
    );
  });

  test("reads a header with extra data, name, comment and checksum", () => {
    const member = gzipSync("text");
    const header = Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
    const named = Buffer.concat([
      header,
      Buffer.from("name\0comment\0"),
      Buffer.from([0, 0]),
      member.subarray(10),
    ]);
    expect(unpack(named, [1]).toString()).toBe("text");
  });

  test.each([
    ["cut off", gzipSync("text").subarray(0, 15), "truncated_tarball"],
    [
      "cut off in a second member",
      Buffer.concat([gzipSync("text"), Buffer.from([0x1f])]),
      "truncated_tarball",
    ],
    ["of no bytes", Buffer.alloc(0), "empty_tarball"],
    ["with a wrong checksum", gzipSync("text").fill(1, 16, 20), "damaged_tarball"],
    ["with a wrong length", gzipSync("text").fill(1, 20), "damaged_tarball"],
    ["that is raw deflate", deflateRawSync("text"), "not_gzip"],
  ])("%s is refused", (_, packed, id) => {
    expect(() => unpack(packed)).toThrow(expect.objectContaining({ id }));
  });
});
