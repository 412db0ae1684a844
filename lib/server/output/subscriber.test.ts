import { afterEach, describe, expect, test } from "vitest";
import { closeOutputs, heroku, LOG, look, openOutput, view } from "@/test/harness/servers/output-viewer";

afterEach(closeOutputs);

describe("a subscriber", () => {
  test("releases the upstream connection exactly after the grace time when it disconnects", async () => {
    const here = await openOutput(
      () => ({ pieces: [LOG], ends: "hang" }),
      () => ({ pending: true }),
      {
        idleMs: 5_000,
        statusPollMs: 5_000,
      },
    );
    const gone = new AbortController();
    const answer = await look(here, { signal: gone.signal });
    await answer.body?.getReader().read();
    expect(here.server.open()).toBe(1);
    gone.abort();
    await expect.poll(() => here.server.open()).toBe(0);
  });

  test("receives a byte at once even if the output is empty", async () => {
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

  test("delays no other subscriber when it does not read, and is not buffered without limit", async () => {
    const big = Buffer.alloc(8 * 1024 ** 2, "y");
    const here = await openOutput(
      () => ({ pieces: [big], ends: "end" }),
      () => ({}),
    );
    const stalled = new AbortController();
    await look(here, { signal: stalled.signal });
    expect((await view(here)).text.length).toBe(big.length);
    const stream = await here.hub.acquire(here.source, heroku);
    expect(stream.readers.count).toBe(1);
    stalled.abort();
    await expect.poll(() => stream.readers.count).toBe(0);
    here.hub.release(here.source, stream);
  });

  test("is disconnected when its session ends; others continue with their own grants", async () => {
    let ended = false;
    const here = await openOutput(
      (connection) => ({ pieces: [LOG], ends: connection === 0 ? "hang" : "end" }),
      () => ({ pending: !ended }),
      { idleMs: 200, statusPollMs: 5_000 },
    );
    const signedOut = { id: "ended", stillSignedIn: async () => false };
    const [, other] = [view(here, 0, signedOut).then(() => (ended = true)), view(here)];
    expect((await other).text).toEqual(LOG);
    expect(ended).toBe(true);
  });
});
