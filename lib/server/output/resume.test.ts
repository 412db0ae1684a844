import type { IncomingHttpHeaders } from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { closeOutputs, openOutput, summaryOf, view, withNuls } from "@/test/harness/servers/output-viewer";
import type { Script } from "@/test/harness/servers/stream-server";

afterEach(closeOutputs);

const limits = { resumeBytes: 5_000 };
const text = (bytes: number) =>
  Buffer.from(Array.from({ length: bytes / 10 }, (_, n) => `${n}`.padStart(9, " ").concat("\n")).join(""));

type Answer = (log: Buffer, asked: number | null) => { from: number; status?: 206 } | { status: 204 | 416 };

/** How servers of output streams may take the wish to go on at an offset. */
const answers: Record<string, Answer> = {
  "grants it without a word": (_, asked) => ({ from: asked ?? 0 }),
  "grants it as a range": (_, asked) => (asked === null ? { from: 0 } : { from: asked, status: 206 }),
  "does not hear it": () => ({ from: 0 }),
  "begins somewhere else": (_, asked) => ({ from: asked === null ? 0 : asked - 2_333 }),
  "begins behind what was asked for": (log, asked) => ({ from: asked === null ? 0 : log.length - 10 }),
  "says that there is nothing": (_, asked) => (asked === null ? { from: 0 } : { status: 204 }),
  "says that it lies beyond the end": (_, asked) => (asked === null ? { from: 0 } : { status: 416 }),
};

function offsetOf({ range, "last-event-id": id }: IncomingHttpHeaders): number | null {
  expect(range).toBe(id === undefined ? undefined : `bytes=${id}-`);
  return typeof id === "string" ? Number(id) : null;
}

describe("a connection that asks to go on where the last one ended", () => {
  test.each(Object.entries(answers))(
    "is right with a server that %s",
    async (_, answer) => {
      const cuts = fc.array(fc.nat(60_000), { maxLength: 3 });
      const log = fc.oneof(
        fc.constant(text(60_000)),
        fc.constant(Buffer.alloc(60_000, "=")),
        fc
          .uint8Array({ minLength: 20_000, maxLength: 60_000 })
          .map((data) => Buffer.from(data.map((b) => b || 1))),
      );
      await fc.assert(
        fc.asyncProperty(log, cuts, fc.nat(60_000), async (whole, cutList, memoryBytes) => {
          const script = (connection: number, asked: IncomingHttpHeaders): Script => {
            const found = answer(whole, offsetOf(asked));
            if (!("from" in found)) return found;
            const cut = cutList[connection];
            const part = whole.subarray(
              found.from,
              cut === undefined ? whole.length : Math.max(cut, found.from),
            );
            const status = found.status ? { status: found.status } : {};
            return {
              ...status,
              pieces: withNuls(part, [1_000, 9_000, 7]),
              ends: cut === undefined ? "end" : "cut",
            };
          };
          const here = await openOutput(script, (question) => ({ pending: question <= cutList.length }), {
            ...limits,
            memoryBytes,
          });
          expect((await view(here)).text.equals(whole)).toBe(true);
          expect(await summaryOf(here)).toMatchObject({ state: "complete", bytes: whole.length });
          await closeOutputs();
        }),
        { numRuns: 12 },
      );
    },
    60_000,
  );

  test("does not read a long output twice to see that nothing was missing", async () => {
    const log = text(1_000_000);
    let sent = 0;
    const here = await openOutput(
      (_, asked) => {
        const part = log.subarray(offsetOf(asked) ?? 0);
        sent += part.length;
        return { pieces: [part], ends: "end" };
      },
      (question) => ({ pending: question < 2 }),
      limits,
    );
    expect((await view(here)).text.equals(log)).toBe(true);
    expect(here.server.opened()).toBeGreaterThan(1);
    expect(sent).toBeLessThan(log.length * 1.1);
  });
});
