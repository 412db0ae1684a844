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

test("webStream returns every byte", async () => {
  const { source } = counting(5);
  const bytes = new Uint8Array(await new Response(webStream(source)).arrayBuffer());
  expect(bytes).toEqual(new Uint8Array(Buffer.concat([1, 2, 3, 4, 5].map((at) => Buffer.alloc(1024, at)))));
});

test("webStream reads at most one chunk of Node's buffer ahead", async () => {
  const { source, read } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  await reader.read();
  await new Promise((resolve) => setImmediate(resolve));
  expect(read()).toBeLessThanOrEqual(4);
});

test("cancelling a webStream destroys its source", async () => {
  const { source } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  await reader.cancel();
  expect(source.destroyed).toBe(true);
});

test("webStream fails if its source fails", async () => {
  const { source } = counting(1000);
  const reader = webStream(source).getReader();
  await reader.read();
  source.destroy(new Error("cut"));
  await expect(reader.read()).rejects.toThrow("cut");
});
