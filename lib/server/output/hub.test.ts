import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { serveDoor } from "@/test/servers/raw-door";
import { type Script, type StreamServer, streamServer } from "@/test/servers/stream-server";
import { Hub } from "./hub";
import { KeptOutputs } from "./kept";
import { type OutputLimits, outputLimits } from "./limits";
import type { OutputFacts, OutputSource } from "./source";
import { Viewer } from "./viewer";

const quick: OutputLimits = {
  ...outputLimits,
  idleMs: 400,
  retryMs: { first: 5, longest: 20 },
  pollMs: 5,
  waitingMs: 2_000,
  stuckMs: 400,
  watchMs: 100,
  heartbeatMs: 20,
  graceMs: 50,
};

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type World = { hub: Hub; source: OutputSource; server: StreamServer; asked: () => number };

/** An output whose stream is a real server; `facts` says what the API answers to the nth question. */
async function world(
  script: (connection: number) => Script,
  facts: (question: number, server: StreamServer) => Partial<OutputFacts> | Error,
  limits: Partial<OutputLimits> = {},
  otherHost = "",
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "hub-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const server = await streamServer(script);
  cleanups.push(() => server.close());
  let asked = 0;
  const read = (): OutputFacts => {
    const answer = facts(asked, server);
    asked += 1;
    if (answer instanceof Error) throw answer;
    return { url: server.url, pending: false, ...answer };
  };
  const hub = new Hub({
    kept: new KeptOutputs(folder, 1024 * 1024),
    limits: { ...quick, ...limits },
    hosts: () => new Set([server.host, otherHost]),
    now: () => Date.now(),
  });
  cleanups.push(() => hub.close());
  const source = { key: "build 1", facts: read(), readFacts: async () => read() };
  return { hub, source, server, asked: () => asked };
}

const grant = {
  id: "g",
  accountId: "a",
  scope: "global",
  accessToken: async () => "token",
  refreshAfter401: async () => "token",
};
const heroku: Heroku = {
  grant,
  apiUrl: "http://127.0.0.1",
  request: () => Promise.reject(new Error("not asked")),
};

const signedIn = { id: "s", stillSignedIn: async () => true };

type Looking = { offset?: number; session?: typeof signedIn; signal?: AbortSignal };

/** Looks at the output through a real connection. */
async function look(
  { hub, source }: World,
  { offset = 0, session = signedIn, signal }: Looking = {},
): Promise<Response> {
  const feed = await hub.hold(source, heroku);
  const server = await serveDoor(async (_request, response) => {
    const onGone = (): void => hub.release(source, feed);
    new Viewer(feed, response, { offset, heroku, session, sessionMs: 20, onGone });
  });
  const answer = await fetch(server.url, { signal: signal ?? null });
  server.closeWhenIdle();
  return answer;
}

/** What one viewer receives, and the NULs among it. */
async function view(here: World, offset = 0, session = signedIn): Promise<{ text: Buffer; nuls: number }> {
  const all = Buffer.from(await (await look(here, { offset, session })).arrayBuffer());
  const text = Buffer.from(all.filter((byte) => byte !== 0));
  return { text, nuls: all.length - text.length };
}

/** Payload bytes until so many have come, then the connection is left. */
async function readUntil(answer: Response, enough: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    const payload = Buffer.from(piece.filter((byte: number) => byte !== 0));
    pieces.push(payload);
    bytes += payload.length;
    if (bytes >= enough) break;
  }
  return Buffer.concat(pieces);
}

async function summaryOf({ hub, source }: World) {
  const feed = await hub.hold(source, heroku);
  while (feed.end === undefined) await feed.changed(1_000);
  hub.release(source, feed);
  return feed.summary();
}

const LOG = Buffer.from("-----> Node.js app detected\r\n       äöü \u001b[31mred\u001b[0m\n       done\n");

describe("an output", () => {
  it("that is finished is read once, kept, and given from any offset", async () => {
    const here = await world(
      () => ({ pieces: [LOG], ends: "end" }),
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

  it("survives any cuts, heartbeats and replays byte for byte", async () => {
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 3_000 })
      .map((data) => Buffer.from(data.map((byte) => byte || 1)));
    const cuts = fc.array(
      fc.record({ at: fc.nat(3_000), ends: fc.constantFrom("end" as const, "cut" as const) }),
      {
        maxLength: 5,
      },
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, cuts, sizes, fc.nat(3_000), async (payload, cutList, sizeList, offset) => {
        const here = await world(
          (connection) => {
            const cut = cutList[connection];
            const part = cut ? payload.subarray(0, cut.at) : payload;
            return { pieces: withNuls(part, sizeList), ends: cut?.ends ?? "end" };
          },
          (question) => ({ pending: question <= cutList.length }),
        );
        const from = Math.min(offset, payload.length);
        const [whole, part] = await Promise.all([view(here), view(here, from)]);
        expect(whole.text.equals(payload)).toBe(true);
        expect(part.text.equals(payload.subarray(from))).toBe(true);
        for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("reaches a viewer exactly once although both connections are cut at random", async () => {
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 200_000 })
      .map((data) => Buffer.from(data.map((byte) => byte || 1)));
    const cuts = fc.array(fc.nat(200_000), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bytes, cuts, cuts, fc.nat(100_000), async (payload, above, below, memoryBytes) => {
        const here = await world(
          (connection) => {
            const cut = above[connection];
            return {
              pieces: withNuls(payload.subarray(0, cut), [1_000, 40_000, 7]),
              ends: cut ? "cut" : "end",
            };
          },
          (question) => ({ pending: question <= above.length }),
          { memoryBytes },
        );
        const received: Buffer[] = [];
        let offset = 0;
        for (const cut of [...below, Number.POSITIVE_INFINITY]) {
          const part = await readUntil(await look(here, { offset }), cut);
          received.push(part);
          offset += part.length;
        }
        expect(Buffer.concat(received).equals(payload)).toBe(true);
        for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("that outgrows its cap ends with its gap named", async () => {
    const big = Buffer.alloc(300_000, "x");
    const here = await world(
      () => ({ pieces: [big], ends: "end" }),
      () => ({}),
      { memoryBytes: 50_000, spoolBytes: 200_000 },
    );
    expect((await view(here)).text.equals(big.subarray(0, 200_000))).toBe(true);
    expect(await summaryOf(here)).toMatchObject({ state: "incomplete", gap: { from: 200_000, to: null } });
  });

  it("has one connection upstream however many look, from wherever they join", async () => {
    const here = await world(
      (connection) => ({ pieces: [LOG], ends: connection === 0 ? "hang" : "end" }),
      (question) => ({ pending: question < 3 }),
      { idleMs: 300, watchMs: 5_000 },
    );
    const views = Array.from({ length: 50 }, (_, index) => view(here, index));
    const first = await here.hub.hold(here.source, heroku);
    while (first.length < LOG.length) await first.changed(1_000);
    expect(here.server.open()).toBe(1);
    expect(here.server.opened()).toBe(1);
    const late = view(here);
    for (const [index, { text }] of (await Promise.all(views)).entries())
      expect(text).toEqual(LOG.subarray(index));
    expect((await late).text).toEqual(LOG);
  });

  it("waits for a stream that does not exist yet, with NULs and no byte", async () => {
    const here = await world(
      (connection) =>
        connection < 20
          ? { status: 404, body: "Channel is not registered.\n" }
          : { pieces: [LOG], ends: "end" },
      (question) => ({ pending: question < 24 }),
    );
    const { text, nuls } = await view(here);
    expect(text).toEqual(LOG);
    expect(nuls).toBeGreaterThan(0);
  });

  it("is not over because its stream is: a lagging status decides, and what came late is there", async () => {
    const here = await world(
      (connection) => ({ pieces: [connection < 2 ? LOG.subarray(0, 30) : LOG], ends: "end" }),
      (question) => ({ pending: question < 12 }),
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(here.asked()).toBeGreaterThan(11);
  });

  it("takes a fresh address when the old one has expired", async () => {
    const expired = await streamServer(() => ({ status: 404, body: "Channel is not registered.\n" }));
    cleanups.push(() => expired.close());
    const here = await world(
      () => ({ pieces: [LOG], ends: "end" }),
      (question) => (question === 0 ? { url: expired.url } : {}),
      {},
      expired.host,
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(expired.opened()).toBe(1);
  });

  it.each([
    ["204", 204],
    ["416", 416],
  ])("that is empty ends empty (%s)", async (_, status) => {
    const here = await world(
      () => ({ status }),
      () => ({}),
    );
    expect((await view(here)).text.length).toBe(0);
    expect(await summaryOf(here)).toMatchObject({ state: "complete", bytes: 0, complete: true });
  });

  it("that never was is none, and empty", async () => {
    const here = await world(
      () => ({ status: 500 }),
      () => ({ url: null }),
    );
    expect((await view(here)).text.length).toBe(0);
    expect(await summaryOf(here)).toMatchObject({ state: "none", bytes: 0, sha256: null, complete: true });
    expect(here.server.opened()).toBe(0);
  });

  it("whose status never becomes final ends with its gap named", async () => {
    const here = await world(
      () => ({ pieces: [LOG], ends: "end" }),
      () => ({ pending: true }),
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(await summaryOf(here)).toMatchObject({ state: "incomplete", gap: { from: LOG.length, to: null } });
  });

  it("that upstream no longer has ends with its gap named", async () => {
    const here = await world(
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

  it("goes on when the API is away for a while", async () => {
    const here = await world(
      (connection) => ({
        pieces: [connection === 0 ? LOG.subarray(0, 9) : LOG],
        ends: connection === 0 ? "cut" : "end",
      }),
      (question) =>
        question > 0 && question < 8 ? new SlipwayError("upstream_unavailable") : { pending: question < 10 },
    );
    expect((await view(here)).text).toEqual(LOG);
  });

  it("reconnects when upstream falls silent", async () => {
    const here = await world(
      (connection) => ({
        pieces: [connection === 0 ? LOG.subarray(0, 9) : LOG],
        ends: connection === 0 ? "hang" : "end",
      }),
      (question) => ({ pending: question < 2 }),
      { idleMs: 50, watchMs: 5_000 },
    );
    expect((await view(here)).text).toEqual(LOG);
    expect(here.server.opened()).toBeGreaterThan(1);
  });
});

describe("a viewer", () => {
  it("who leaves frees the upstream connection after the grace time, and no sooner", async () => {
    const here = await world(
      () => ({ pieces: [LOG], ends: "hang" }),
      () => ({ pending: true }),
      {
        idleMs: 5_000,
        watchMs: 5_000,
      },
    );
    const gone = new AbortController();
    const answer = await look(here, { signal: gone.signal });
    await answer.body?.getReader().read();
    expect(here.server.open()).toBe(1);
    gone.abort();
    await expect.poll(() => here.server.open()).toBe(0);
  });

  it("who does not read holds nobody up and is not written to for ever", async () => {
    const big = Buffer.alloc(8 * 1024 ** 2, "y");
    const here = await world(
      () => ({ pieces: [big], ends: "end" }),
      () => ({}),
    );
    const stalled = new AbortController();
    await look(here, { signal: stalled.signal });
    expect((await view(here)).text.length).toBe(big.length);
    const feed = await here.hub.hold(here.source, heroku);
    expect(feed.readers.count).toBe(1);
    stalled.abort();
    await expect.poll(() => feed.readers.count).toBe(0);
    here.hub.release(here.source, feed);
  });

  it("whose sign-in ends is sent away; the others go on with their own", async () => {
    let ended = false;
    const here = await world(
      (connection) => ({ pieces: [LOG], ends: connection === 0 ? "hang" : "end" }),
      () => ({ pending: !ended }),
      { idleMs: 200, watchMs: 5_000 },
    );
    const signedOut = { id: "ended", stillSignedIn: async () => false };
    const [, other] = [view(here, 0, signedOut).then(() => (ended = true)), view(here)];
    expect((await other).text).toEqual(LOG);
    expect(ended).toBe(true);
  });
});

/** The bytes cut into pieces of these sizes in turn, a NUL in front of, inside or behind each. */
function withNuls(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const piece = bytes.subarray(from, from + size);
    const at = turn % (piece.length + 1);
    pieces.push(Buffer.concat([piece.subarray(0, at), Buffer.alloc(1), piece.subarray(at)]));
    from += size;
  }
  return pieces;
}
