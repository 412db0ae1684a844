import type { IncomingHttpHeaders } from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { closeOutputs, openOutput, summaryOf, view, withNuls } from "@/test/harness/servers/output-viewer";
import type { Script } from "@/test/harness/servers/stream-server";

afterEach(closeOutputs);

const limits = { resumeBytes: 5_000 };
const text = (bytes: number) =>
  Buffer.from(Array.from({ length: bytes / 10 }, (_, n) => `${n}`.padStart(9, " ").concat("\n")).join(""));

type Answer = (
  log: Buffer,
  requested: number | null,
) => { from: number; status?: 206 } | { status: 204 | 416 };

/** How servers of output streams may respond to a resumption. */
const answers: Record<string, Answer> = {
  "grants it with status 200": (_, requested) => ({ from: requested ?? 0 }),
  "grants it with status 206": (_, requested) =>
    requested === null ? { from: 0 } : { from: requested, status: 206 },
  "ignores it": () => ({ from: 0 }),
  "starts before the requested offset": (_, requested) => ({
    from: requested === null ? 0 : requested - 2_333,
  }),
  "starts after the requested offset": (log, requested) => ({
    from: requested === null ? 0 : log.length - 10,
  }),
  "responds with 204": (_, requested) => (requested === null ? { from: 0 } : { status: 204 }),
  "responds with 416": (_, requested) => (requested === null ? { from: 0 } : { status: 416 }),
};

function offsetOf({ range, "last-event-id": id }: IncomingHttpHeaders): number | null {
  expect(range).toBe(id === undefined ? undefined : `bytes=${id}-`);
  return typeof id === "string" ? Number(id) : null;
}

describe("a connection that requests a resumption", () => {
  test.each(Object.entries(answers))(
    "gets the exact bytes from a server that %s",
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
          const script = (connection: number, requested: IncomingHttpHeaders): Script => {
            const found = answer(whole, offsetOf(requested));
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
          const here = await openOutput(script, (poll) => ({ pending: poll <= cutList.length }), {
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

  test("does not read a long output twice to confirm its end", async () => {
    const log = text(1_000_000);
    let sent = 0;
    const here = await openOutput(
      (_, requested) => {
        const part = log.subarray(offsetOf(requested) ?? 0);
        sent += part.length;
        return { pieces: [part], ends: "end" };
      },
      (poll) => ({ pending: poll < 2 }),
      limits,
    );
    expect((await view(here)).text.equals(log)).toBe(true);
    expect(here.server.opened()).toBeGreaterThan(1);
    expect(sent).toBeLessThan(log.length * 1.1);
  });
});
