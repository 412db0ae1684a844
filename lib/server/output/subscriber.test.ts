import { afterEach, describe, expect, test } from "vitest";
import { closeOutputs, heroku, LOG, look, openOutput, view } from "@/test/harness/servers/output-viewer";

afterEach(closeOutputs);

describe("a viewer", () => {
  test("who leaves frees the upstream connection after the grace time, and no sooner", async () => {
    const here = await openOutput(
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

  test("has a byte at once although there is nothing yet", async () => {
    const here = await openOutput(
      () => ({ pieces: [], ends: "hang" }),
      () => ({ pending: true }),
      { idleMs: 5_000, heartbeatMs: 60_000 },
    );
    const gone = new AbortController();
    const answer = await look(here, { signal: gone.signal });
    expect(await answer.body?.getReader().read()).toEqual({ done: false, value: new Uint8Array(1) });
    gone.abort();
  });

  test("who does not read holds nobody up and is not written to for ever", async () => {
    const big = Buffer.alloc(8 * 1024 ** 2, "y");
    const here = await openOutput(
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

  test("whose sign-in ends is sent away; the others go on with their own", async () => {
    let ended = false;
    const here = await openOutput(
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
