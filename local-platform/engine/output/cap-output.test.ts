import fc from "fast-check";
import { expect, test } from "vitest";
import { capOutput } from "./cap-output";

test("keeps the first bytes for any chunking, and reports dropped output once", async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.nat(60), async (parts, limit) => {
      const kept: number[] = [];
      const said: string[] = [];
      const write = capOutput(
        limit,
        async (data) => void kept.push(...data),
        async (sentence) => void said.push(sentence),
      );
      for (const part of parts) await write(part);
      const all = parts.flatMap((part) => [...part]);
      expect(kept).toEqual(all.slice(0, limit));
      expect(said).toHaveLength(all.length > limit ? 1 : 0);
    }),
  );
});
