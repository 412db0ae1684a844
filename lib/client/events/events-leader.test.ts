import { describe, expect, test } from "vitest";
import type { Message, StreamListener } from "./events-leader";
import { leadEventStream } from "./events-leader";

type Opened = { apps: string[]; listener: StreamListener; closed: boolean; lose: () => void };

/** A browser whose tabs share a lock and a message channel. */
function browser() {
  const opened: Opened[] = [];
  const tabs = new Map<
    string,
    { receive: (message: Message) => void; posted: Message[]; leave: () => void }
  >();
  let last: Promise<void> = Promise.resolve();

  function tab(name: string) {
    const leaving = new AbortController();
    const posted: Message[] = [];
    const { receive } = leadEventStream({
      signal: leaving.signal,
      runAlone: (act) => {
        const turn = last.then(() => (leaving.signal.aborted ? undefined : act()));
        last = turn;
        return turn;
      },
      open: (apps, listener) => {
        let finish: () => void = () => undefined;
        const ended = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const one: Opened = { apps, listener, closed: false, lose: finish };
        opened.push(one);
        const close = () => {
          one.closed = true;
          finish();
        };
        return { ended, close };
      },
      post: (message) => {
        for (const other of tabs.values()) other.posted.push(message);
      },
    });
    tabs.set(name, { receive, posted, leave: () => leaving.abort() });
    return { posted, leave: () => leaving.abort() };
  }
  const setApps = (name: string, ...apps: string[]) => {
    for (const { receive } of tabs.values()) receive({ kind: "wants", tab: name, apps });
  };
  const live = () => opened.filter(({ closed }) => !closed);
  return { tab, setApps, opened, live };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the browser's shared event stream", () => {
  test("is not live while it lacks a requested app", async () => {
    const { tab, setApps, opened } = browser();
    const { posted } = tab("a");
    const many = Array.from({ length: 201 }, (_, index) => `app-${index}`);
    setApps("a", ...many);
    await settled();
    expect(opened.at(-1)?.apps).toHaveLength(200);
    opened.at(-1)?.listener.onOpen();
    expect(posted.at(-1)).toEqual({ kind: "state", state: "lost" });
    setApps("a", "another");
    await settled();
    opened.at(-1)?.listener.onOpen();
    expect(posted.at(-1)).toEqual({ kind: "state", state: "live" });
  });

  test("serves the apps of all tabs, and is reopened only for an app that it lacks", async () => {
    const { tab, setApps, live, opened } = browser();
    tab("a");
    tab("b");
    setApps("a", "one", "two");
    await settled();
    setApps("b", "two");
    await settled();
    expect(opened).toHaveLength(1);
    setApps("b", "two", "three");
    await settled();
    expect(live().map(({ apps }) => apps)).toEqual([["one", "three", "two"]]);
    expect(opened).toHaveLength(2);
  });

  test("notifies every tab of events and of its state, also one that joins later", async () => {
    const { tab, setApps, live } = browser();
    const a = tab("a");
    setApps("a", "one");
    await settled();
    live()[0]?.listener.onOpen();
    const b = tab("b");
    setApps("b", "one");
    live()[0]?.listener.onEvent({ type: "fresh", apps: [] });
    expect(b.posted).toEqual([
      { kind: "state", state: "live" },
      { kind: "event", event: { type: "fresh", apps: [] } },
    ]);
    expect(a.posted.at(-1)).toEqual({ kind: "event", event: { type: "fresh", apps: [] } });
  });

  test("moves to the next tab when its tab closes", async () => {
    const { tab, setApps, live } = browser();
    const a = tab("a");
    tab("b");
    setApps("a", "one");
    setApps("b", "two");
    await settled();
    setApps("a");
    a.leave();
    await settled();
    expect(live().map(({ apps }) => apps)).toEqual([["two"]]);
  });

  test("reports that it was lost, and is idle when no tab requests an app", async () => {
    const { tab, setApps, live } = browser();
    const a = tab("a");
    await settled();
    expect(a.posted.at(-1)).toEqual({ kind: "state", state: "idle" });
    setApps("a", "one");
    await settled();
    live()[0]?.lose();
    await settled();
    expect(a.posted.at(-1)).toEqual({ kind: "state", state: "lost" });
    a.leave();
  });
});
