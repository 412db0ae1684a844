import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { webStream } from "./web-stream";

function counting(pieces: number) {
  let read = 0;
  const source = new Readable({
    highWaterMark: 1024,
    read() {
      read += 1;
      this.push(read > pieces ? null : Buffer.alloc(1024, read));
    },
  });
  return { source, read: () => read };
}

test("passes on every byte", async () => {
  const { source } = counting(5);
  const bytes = new Uint8Array(await new Response(webStream(source)).arrayBuffer());
  expect(bytes).toEqual(new Uint8Array(Buffer.concat([1, 2, 3, 4, 5].map((at) => Buffer.alloc(1024, at)))));
});

test("reads no further ahead than one piece of Node's own", async () => {
  const { source, read } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  await reader.read();
  await new Promise((resolve) => setImmediate(resolve));
  expect(read()).toBeLessThanOrEqual(4);
});

test("gives the source up when nobody reads on", async () => {
  const { source } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  await reader.cancel();
  expect(source.destroyed).toBe(true);
});

test("breaks when the source breaks: a download that ends early must not look whole", async () => {
  const { source } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  source.destroy(new Error("cut"));
  await expect(reader.read()).rejects.toThrow("cut");
});
