import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { slugFileName, webStream } from "./download-slug";

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

const id = "2f0c1d7a-58b4-4a63-9d0e-7b1c1a0f4e11";

test.each([
  ["cb6999d1a0244753cf89813207ad53ad906a1461", "example-app-cb6999d.tgz"],
  ["cb6999d", "example-app-cb6999d.tgz"],
  ["v2.4.1", "example-app-v2.4.1.tgz"],
  ["release/2026 11", "example-app-release-2026-11.tgz"],
  ['"; filename="evil.exe', "example-app-filename-evil.exe.tgz"],
  ["../../etc/passwd", "example-app-etc-passwd.tgz"],
  ["ünïcode\r\nX: y", "example-app-n-code-X-y.tgz"],
  ["…", "example-app-2f0c1d7a.tgz"],
  [null, "example-app-2f0c1d7a.tgz"],
])("slugFileName for the commit %j is %s", (commit, name) => {
  expect(slugFileName("example-app", { id, commit })).toBe(name);
});
