import { buffer, text } from "node:stream/consumers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestContext } from "@/local-platform/engine/testing/test-engine";
import { createOutputStore } from "./output-store";

let base: Awaited<ReturnType<typeof openTestContext>>;
beforeEach(async () => {
  base = await openTestContext();
});
afterEach(() => base.close());

test("every reader receives exactly the bytes from its offset, whenever it starts", async () => {
  const chunk = fc.uint8Array({ minLength: 0, maxLength: 100_000, size: "max" });
  const plan = fc.record({
    chunks: fc.array(chunk, { maxLength: 8 }),
    readers: fc.array(fc.record({ after: fc.nat(8), share: fc.nat(100) }), { minLength: 1, maxLength: 5 }),
    again: fc.boolean(),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(plan, async ({ chunks, readers, again }) => {
      run += 1;
      const id = `property-${run}`;
      let store = createOutputStore(base.context);
      await store.create(id, "build");
      const whole = Buffer.concat(chunks);
      const offsetOf = (share: number) => Math.floor((whole.length * share) / 100);
      const reading = readers.map((reader) => ({ ...reader, bytes: Promise.resolve(Buffer.alloc(0)) }));
      const begin = (at: number) => {
        for (const reader of reading) {
          if (reader.after === at) reader.bytes = buffer(store.read(id, offsetOf(reader.share)));
        }
      };
      for (const [index, data] of chunks.entries()) {
        begin(index);
        await store.append(id, data);
      }
      for (let at = chunks.length; at <= 8; at += 1) begin(at);
      await store.finish(id);
      for (const { share, bytes } of reading) {
        expect(Buffer.compare(await bytes, whole.subarray(offsetOf(share)))).toBe(0);
      }
      if (again) store = createOutputStore(base.context);
      expect(await store.stat(id)).toEqual({ bytes: whole.length, complete: true });
      expect(Buffer.compare(await buffer(store.read(id, 0)), whole)).toBe(0);
    }),
    { numRuns: 10 },
  );
});

test("an output is unknown until it is created, and creating it twice keeps its bytes", async () => {
  const store = createOutputStore(base.context);
  expect(await store.stat("b1")).toBeNull();
  await expect(text(store.read("b1", 0))).rejects.toThrow("There is no output stream b1.");
  await store.create("b1", "build");
  expect(await store.stat("b1")).toEqual({ bytes: 0, complete: false });
  await store.append("b1", "one\n");
  await store.create("b1", "build");
  await store.finish("b1");
  expect(await text(store.read("b1", 0))).toBe("one\n");
});

test("keeps the bytes of the file after a crash, and appends to them", async () => {
  const before = createOutputStore(base.context);
  await before.create("b1", "build");
  await before.append("b1", "before\n");
  await before.close();
  const after = createOutputStore(base.context);
  expect(await after.stat("b1")).toEqual({ bytes: 7, complete: false });
  await after.append("b1", "after\n");
  await after.finish("b1");
  expect(await text(after.read("b1", 3))).toBe("ore\nafter\n");
});

test("a reader that disconnects does not affect the others", async () => {
  const store = createOutputStore(base.context);
  await store.create("b1", "build");
  const leaving = store.read("b1", 0);
  const staying = text(store.read("b1", 0));
  leaving.on("data", () => leaving.destroy());
  for (const line of ["one\n", "two\n", "three\n"]) await store.append("b1", line);
  await store.finish("b1");
  expect(await staying).toBe("one\ntwo\nthree\n");
});

test("ignores appends to a complete output", async () => {
  const store = createOutputStore(base.context);
  await store.create("b1", "build");
  await store.append("b1", "all\n");
  await store.finish("b1");
  await store.append("b1", "late\n");
  await store.finish("b1");
  expect(await text(store.read("b1", 0))).toBe("all\n");
});

test("stores the `alongside` rows before the readers end", async () => {
  const store = createOutputStore(base.context);
  await store.create("b1", "build");
  const read = text(store.read("b1", 0));
  await store.append("b1", "done\n");
  await store.finish("b1", async (trx) => {
    await trx.insertInto("meta").values({ key: "status", value: "succeeded" }).execute();
  });
  await read;
  const row = await base.context.db.selectFrom("meta").selectAll().executeTakeFirst();
  expect(row).toEqual({ key: "status", value: "succeeded" });
});
