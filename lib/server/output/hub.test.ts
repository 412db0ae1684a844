import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { closeOutputs, heroku, LOG, openOutput, summaryOf, view } from "@/test/harness/servers/output-viewer";
import { streamServer } from "@/test/harness/servers/stream-server";

afterEach(closeOutputs);

describe("an output", () => {
  test("is read once when finished, stored, and served from any offset", async () => {
    const here = await openOutput(
      (_, { accept }) => ({ pieces: accept === "text/plain" ? [LOG] : [], ends: "end" }),
      () => ({}),
    );
    expect((await view(here)).text).toEqual(LOG);
    const { opened } = here.server;
    const before = opened();
    expect((await view(here, 7)).text).toEqual(LOG.subarray(7));
    expect((await view(here, LOG.length)).text).toEqual(Buffer.alloc(0));
    expect(opened()).toBe(before);
    expect(await summaryOf(here)).toEqual({
      state: "complete",
      bytes: LOG.length,
      sha256: createHash("sha256").update(LOG).digest("hex"),
      complete: true,
      gap: null,
    });
  });

  test("ends as incomplete when it exceeds its cap", async () => {
    const big = Buffer.alloc(300_000, "x");
    const here = await openOutput(
      () => ({ pieces: [big], ends: "end" }),
      () => ({}),
      { memoryBytes: 50_000, spoolBytes: 200_000 },
    );
    expect((await view(here)).text.equals(big.subarray(0, 200_000))).toBe(true);
    expect(await summaryOf(here)).toMatchObject({ state: "incomplete", gap: { from: 200_000, to: null } });
  });

  test("has one upstream connection for any number of subscribers at any offset", async () => {
    const here = await openOutput(
      (connection) => ({ pieces: [LOG], ends: connection === 0 ? "hang" : "end" }),
      (poll) => ({ pending: poll < 3 }),
      { idleMs: 1_500, statusPollMs: 5_000 },
    );
    const views = Array.from({ length: 50 }, (_, index) => view(here, index));
    const first = await here.hub.acquire(here.source, heroku);
    while (first.length < LOG.length) await first.changed(1_000);
    expect(here.server.open()).toBe(1);
    expect(here.server.opened()).toBe(1);
    const late = view(here);
    for (const [index, { text }] of (await Promise.all(views)).entries())
      expect(text).toEqual(LOG.subarray(index));
    expect((await late).text).toEqual(LOG);
  });

  test("waits for a stream that does not exist yet, with NULs and no byte", async () => {
    const here = await openOutput(
      (connection) =>
        connection < 6
          ? { status: 404, body: "Channel is not registered.\n" }
          : { pieces: [LOG], ends: "end" },
      (_, server) => ({ pending: server.opened() < 7 }),
    );
    const { text, nuls } = await view(here);
    expect(text).toEqual(LOG);
    expect(nuls).toBeGreaterThan(0);
  });

  test("continues after the end of its stream until the status is final, including late bytes", async () => {
    const here = await openOutput(
      (connection) => ({ pieces: [connection < 2 ? LOG.subarray(0, 30) : LOG], ends: "end" }),
      (_, server) => ({ pending: server.opened() < 3 }),
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(here.server.opened()).toBeGreaterThan(2);
  });

  test("uses a new URL when the old one has expired", async () => {
    const expired = await streamServer(() => ({ status: 404, body: "Channel is not registered.\n" }));

    const here = await openOutput(
      () => ({ pieces: [LOG], ends: "end" }),
      (poll) => (poll === 0 ? { url: expired.url } : {}),
      {},
      expired.host,
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(expired.opened()).toBe(1);
    await expired.close();
  });

  test.each([
    ["204", 204],
    ["416", 416],
  ])("ends empty when the response has no content (%s)", async (_, status) => {
    const here = await openOutput(
      () => ({ status }),
      () => ({}),
    );
    expect((await view(here)).text.length).toBe(0);
    expect(await summaryOf(here)).toMatchObject({ state: "complete", bytes: 0, complete: true });
  });

  test("ends as none, and empty, when it never existed", async () => {
    const here = await openOutput(
      () => ({ status: 500 }),
      () => ({ url: null }),
    );
    expect((await view(here)).text.length).toBe(0);
    expect(await summaryOf(here)).toMatchObject({ state: "none", bytes: 0, sha256: null, complete: true });
    expect(here.server.opened()).toBe(0);
  });

  test("ends as incomplete when its status never becomes final", async () => {
    const here = await openOutput(
      () => ({ pieces: [LOG], ends: "end" }),
      () => ({ pending: true }),
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(await summaryOf(here)).toMatchObject({ state: "incomplete", gap: { from: LOG.length, to: null } });
  });

  test("ends as incomplete when upstream no longer has it", async () => {
    const here = await openOutput(
      () => ({ status: 404 }),
      () => ({}),
    );
    expect((await view(here)).text.length).toBe(0);
    expect(await summaryOf(here)).toMatchObject({
      state: "incomplete",
      complete: false,
      gap: { from: 0, to: null },
    });
  });

  test("continues after an outage of the API", async () => {
    const here = await openOutput(
      (connection) => ({
        pieces: [connection === 0 ? LOG.subarray(0, 9) : LOG],
        ends: connection === 0 ? "cut" : "end",
      }),
      (poll) => (poll > 0 && poll < 8 ? new SlipwayError("upstream_unavailable") : { pending: poll < 10 }),
    );
    expect((await view(here)).text).toEqual(LOG);
  });

  test("reconnects after upstream silence", async () => {
    const here = await openOutput(
      (connection) => ({
        pieces: [connection === 0 ? LOG.subarray(0, 9) : LOG],
        ends: connection === 0 ? "hang" : "end",
      }),
      (poll) => ({ pending: poll < 2 }),
      { idleMs: 50, statusPollMs: 5_000 },
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(here.server.opened()).toBeGreaterThan(1);
  });
});
