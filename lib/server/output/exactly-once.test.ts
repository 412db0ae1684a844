import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import {
  closeOutputs,
  look,
  openOutput,
  readUntil,
  view,
  withNuls,
} from "@/test/harness/servers/output-viewer";

afterEach(closeOutputs);

describe("an output", () => {
  test("is exact after any cuts, heartbeats and replays", async () => {
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 3_000 })
      .map((data) => Buffer.from(data.map((byte) => byte || 1)));
    const cuts = fc.array(
      fc.record({ at: fc.nat(3_000), ends: fc.constantFrom("end" as const, "cut" as const) }),
      {
        maxLength: 5,
      },
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, cuts, sizes, fc.nat(3_000), async (payload, cutList, sizeList, offset) => {
        const here = await openOutput(
          (connection) => {
            const cut = cutList[connection];
            const part = cut ? payload.subarray(0, cut.at) : payload;
            return { pieces: withNuls(part, sizeList), ends: cut?.ends ?? "end" };
          },
          (poll) => ({ pending: poll <= cutList.length }),
        );
        const from = Math.min(offset, payload.length);
        const [whole, part] = await Promise.all([view(here), view(here, from)]);
        expect(whole.text.equals(payload)).toBe(true);
        expect(part.text.equals(payload.subarray(from))).toBe(true);
        await closeOutputs();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test("reaches a subscriber exactly once although both connections are cut at random", async () => {
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 200_000 })
      .map((data) => Buffer.from(data.map((byte) => byte || 1)));
    const cuts = fc.array(fc.nat(200_000), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bytes, cuts, cuts, fc.nat(100_000), async (payload, above, below, memoryBytes) => {
        const here = await openOutput(
          (connection) => {
            const cut = above[connection];
            return {
              pieces: withNuls(payload.subarray(0, cut), [1_000, 40_000, 7]),
              ends: cut ? "cut" : "end",
            };
          },
          (poll) => ({ pending: poll <= above.length }),
          { memoryBytes },
        );
        const received: Buffer[] = [];
        let offset = 0;
        for (const cut of [...below, Number.POSITIVE_INFINITY]) {
          const part = await readUntil(await look(here, { offset }), cut);
          received.push(part);
          offset += part.length;
        }
        expect(Buffer.concat(received).equals(payload)).toBe(true);
        await closeOutputs();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
