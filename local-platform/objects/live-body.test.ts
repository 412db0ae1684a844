import { PassThrough, Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LiveBody, liveBody } from "./live-body";
import { frameEvent, offsetOf } from "./stream-routes";

const plain = { frame: (chunk: Uint8Array) => chunk, heartbeat: null, silenceMs: 1, offset: 0 };
const textOf = (live: LiveBody) => new Response(liveBody(live)).text();

test("gives the source's bytes and ends with it", async () => {
  expect(await textOf({ ...plain, source: Readable.from([Buffer.from("ab"), Buffer.from("c")]) })).toBe(
    "abc",
  );
});

test("sends heartbeats in silence, and still every byte", async () => {
  const source = new PassThrough();
  const reader = liveBody({ ...plain, heartbeat: new Uint8Array([0]), source }).getReader();
  expect((await reader.read()).value).toEqual(new Uint8Array([0]));
  source.end("late");
  const rest: string[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    rest.push(Buffer.from(part.value).toString());
  }
  expect(rest.join("").replaceAll("\0", "")).toBe("late");
});

test("cancelling ends the source", async () => {
  const source = new PassThrough();
  const body = liveBody({ ...plain, source });
  await body.cancel();
  expect(source.destroyed).toBe(true);
});

test("a fault cuts at exactly that byte, cleanly or hard", async () => {
  const source = () => Readable.from([Buffer.from("abc"), Buffer.from("def")]);
  expect(await textOf({ ...plain, source: source(), cutAt: 4 })).toBe("abcd");
  await expect(textOf({ ...plain, source: source(), cutAt: 4, cutHard: true })).rejects.toThrow("cut");
});

test("joining the data lines of events gives the bytes back", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z\n]{1,8}$/), { minLength: 1 }), (chunks) => {
      const offsets = chunks.map((_, index) => chunks.slice(0, index + 1).join("").length);
      const events = chunks.map((chunk, index) =>
        Buffer.from(frameEvent(Buffer.from(chunk), offsets[index] ?? 0)).toString(),
      );
      const data = events.map((event) => {
        const lines = event.split("\n").filter((line) => line.startsWith("data: "));
        return lines.map((line) => line.slice("data: ".length)).join("\n");
      });
      expect(data.join("")).toBe(chunks.join(""));
      expect(events.at(-1)).toMatch(new RegExp(`^id: ${offsets.at(-1)}\n`));
    }),
  );
});

test.each([
  [undefined, undefined, 0],
  ["120", undefined, 120],
  ["120", "50-", 120],
  [undefined, "100-", 100],
  [undefined, "bytes=100-", 0],
  ["x", undefined, 0],
])("Last-Event-Id %s and Range %s resume at %i", (lastEventId, range, offset) => {
  expect(offsetOf(lastEventId, range)).toBe(offset);
});
