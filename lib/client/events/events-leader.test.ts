import { describe, expect, test } from "vitest";
import { lead } from "./events-leader";
import type { Message, StreamListener } from "./messages";

type Opened = { apps: string[]; heard: StreamListener; closed: boolean; lose: () => void };

/** A browser whose tabs take turns and hear each other. */
function browser() {
  const opened: Opened[] = [];
  const tabs = new Map<string, { hear: (message: Message) => void; told: Message[]; leave: () => void }>();
  let last: Promise<void> = Promise.resolve();

  function tab(name: string) {
    const leaving = new AbortController();
    const told: Message[] = [];
    const { hear } = lead({
      signal: leaving.signal,
      takeTurn: (act) => {
        const turn = last.then(() => (leaving.signal.aborted ? undefined : act()));
        last = turn;
        return turn;
      },
      open: (apps, heard) => {
        let finish: () => void = () => undefined;
        const over = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const one: Opened = { apps, heard, closed: false, lose: finish };
        opened.push(one);
        const close = () => {
          one.closed = true;
          finish();
        };
        return { over, close };
      },
      tell: (message) => {
        for (const other of tabs.values()) other.told.push(message);
      },
    });
    tabs.set(name, { hear, told, leave: () => leaving.abort() });
    return { told, leave: () => leaving.abort() };
  }
  const want = (name: string, ...apps: string[]) => {
    for (const { hear } of tabs.values()) hear({ kind: "wants", tab: name, apps });
  };
  const live = () => opened.filter(({ closed }) => !closed);
  return { tab, want, opened, live };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the browser's one stream of events", () => {
  test("is not called live while it lacks apps that somebody wants", async () => {
    const { tab, want, opened } = browser();
    const { told } = tab("a");
    const many = Array.from({ length: 201 }, (_, index) => `app-${index}`);
    want("a", ...many);
    await settled();
    expect(opened.at(-1)?.apps).toHaveLength(200);
    opened.at(-1)?.heard.onOpen();
    expect(told.at(-1)).toEqual({ kind: "state", state: "lost" });
    want("a", "another");
    await settled();
    opened.at(-1)?.heard.onOpen();
    expect(told.at(-1)).toEqual({ kind: "state", state: "live" });
  });

  test("serves what all tabs want, and is opened anew only for what it lacks", async () => {
    const { tab, want, live, opened } = browser();
    tab("a");
    tab("b");
    want("a", "one", "two");
    await settled();
    want("b", "two");
    await settled();
    expect(opened).toHaveLength(1);
    want("b", "two", "three");
    await settled();
    expect(live().map(({ apps }) => apps)).toEqual([["one", "three", "two"]]);
    expect(opened).toHaveLength(2);
  });

  test("tells every tab what happens and whether it is live, also one that comes later", async () => {
    const { tab, want, live } = browser();
    const a = tab("a");
    want("a", "one");
    await settled();
    live()[0]?.heard.onOpen();
    const b = tab("b");
    want("b", "one");
    live()[0]?.heard.onEvent({ type: "fresh", apps: [] });
    expect(b.told).toEqual([
      { kind: "state", state: "live" },
      { kind: "event", event: { type: "fresh", apps: [] } },
    ]);
    expect(a.told.at(-1)).toEqual({ kind: "event", event: { type: "fresh", apps: [] } });
  });

  test("is held by the next tab when its tab closes", async () => {
    const { tab, want, live } = browser();
    const a = tab("a");
    tab("b");
    want("a", "one");
    want("b", "two");
    await settled();
    want("a");
    a.leave();
    await settled();
    expect(live().map(({ apps }) => apps)).toEqual([["two"]]);
  });

  test("says that it was lost, and that nothing is wrong when nobody wants anything", async () => {
    const { tab, want, live } = browser();
    const a = tab("a");
    await settled();
    expect(a.told.at(-1)).toEqual({ kind: "state", state: "idle" });
    want("a", "one");
    await settled();
    live()[0]?.lose();
    await settled();
    expect(a.told.at(-1)).toEqual({ kind: "state", state: "lost" });
    a.leave();
  });
});
