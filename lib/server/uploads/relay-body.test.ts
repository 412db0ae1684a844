import { expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import { tgz } from "@/test/harness/tarballs";
import { uploadLimits } from "./limits";
import { relayBody } from "./relay-body";

const PIECE = 64 * 1024;

/** A storage that accepts this many chunks at a time. */
function storage(): { write: () => Promise<void>; written: () => number; makeRoom: () => void } {
  let waiting: (() => void)[] = [];
  let written = 0;
  return {
    write: () =>
      new Promise((resolve) => {
        written += 1;
        waiting.push(resolve);
      }),
    written: () => written,
    makeRoom: () => {
      for (const go of waiting.splice(0)) go();
      waiting = [];
    },
  };
}

test("relayBody reads a chunk only after storage has accepted the previous one", async () => {
  const data = noise(4 * 1024 ** 2);
  const bytes = new Uint8Array(await tgz([{ header: { name: "data", size: data.length }, body: data }]));
  let pulled = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const piece = bytes.slice(pulled * PIECE, (pulled + 1) * PIECE);
        pulled += 1;
        if (piece.length > 0) controller.enqueue(piece);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const slow = storage();
  const put = { write: slow.write, finish: async () => undefined, destroy: () => undefined };
  const sent = { body, length: bytes.length, signal: new AbortController().signal };
  const head = Math.ceil(uploadLimits.headBytes / PIECE);
  const relayed = relayBody(sent, { limits: uploadLimits, expected: undefined, open: () => put });
  const all = Math.ceil(bytes.length / PIECE);
  // The first one waits for the worker thread to start.
  for (let piece = 1; piece <= all; piece += 1) {
    await expect.poll(slow.written, { interval: 1, timeout: 15_000 }).toBe(piece);
    // The chunks validated before sending, and the one held back.
    expect(pulled).toBeLessThanOrEqual(Math.max(head, piece + 1) + 1);
    slow.makeRoom();
  }
  expect(await relayed).toMatch(/^SHA256:[0-9a-f]{64}$/);
});
