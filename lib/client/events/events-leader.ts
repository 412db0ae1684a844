import { wait } from "@/lib/async";
import type { WatchEvent } from "@/lib/schemas/event";
import type { Message, StreamListener } from "./messages";
import { POLL_MS, withConnection } from "./shared-connections";

/** Apps that nobody wants any more are watched a while longer: people go back and forth. */
const SHRINK_MS = 5_000;
/** A tab that says nothing for so long is gone. */
const GONE_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 12_000;
const MOST_APPS = 200;

type State = "idle" | "live" | "lost";
type Ended = "closed" | "lost" | "no slot";

export type LeadOptions = {
  signal: AbortSignal;
  /** Runs `act` when no other tab does, for as long as it lasts. */
  takeTurn: (act: () => Promise<void>) => Promise<void>;
  /** Opens the stream; resolves when it is over. `close` ends it. */
  open: (apps: string[], listener: StreamListener) => { over: Promise<void>; close: () => void };
  tell: (message: Message) => void;
  now?: () => number;
};

/** Holds the stream of events for all tabs of the browser, once it is this tab's turn. */
export function lead({ signal, takeTurn, open, tell, now = Date.now }: LeadOptions): {
  hear: (message: Message) => void;
} {
  const wants = new Map<string, { apps: string[]; at: number }>();
  let leading = false;
  let watched: string[] = [];
  /** More apps are wanted than one stream takes. */
  let cut = false;
  let close: () => void = () => undefined;
  let wake: () => void = () => undefined;

  let state: State = "idle";
  const say = (next: State): void => {
    state = next;
    tell({ kind: "state", state });
  };
  const union = (): string[] => {
    for (const [tab, { at }] of wants) if (now() - at > GONE_MS) wants.delete(tab);
    const all = [...new Set([...wants.values()].flatMap(({ apps }) => apps))].sort();
    cut = all.length > MOST_APPS;
    return all.slice(0, MOST_APPS);
  };
  /** The stream is opened anew at once for an app that it lacks, and when it has had too many for a while. */
  const changed = (): void => {
    if (!leading) return;
    const wanted = union();
    if (wanted.some((app) => !watched.includes(app))) {
      close();
      wake();
    } else if (wanted.length < watched.length) setTimeout(shrink, SHRINK_MS);
  };
  const shrink = (): void => {
    if (union().length < watched.length) close();
  };

  const run = async (): Promise<void> => {
    leading = true;
    tell({ kind: "who" });
    let failures = 0;
    while (!signal.aborted) {
      watched = union();
      if (watched.length === 0) {
        say("idle");
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        continue;
      }
      const before = watched;
      const held = await withConnection((mayWait) => (mayWait ? stream(before) : none()));
      if (signal.aborted) break;
      // It was closed to be opened with other apps.
      if (held === "closed") failures = 0;
      else {
        say("lost");
        failures = held === "no slot" ? 0 : failures + 1;
        const pause =
          held === "no slot" ? POLL_MS : Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
        await wait(pause * (0.5 + Math.random()), signal);
      }
    }
    close();
  };

  /** One stream: whether it was closed by us or lost. */
  const stream = async (apps: string[]): Promise<Ended> => {
    let closed = false;
    const opened = open(apps, {
      onEvent: (event) => tell({ kind: "event", event }),
      // Where some apps have no events, all pages ask as if there were none.
      onOpen: () => say(cut ? "lost" : "live"),
    });
    close = () => {
      closed = true;
      opened.close();
    };
    signal.addEventListener("abort", close, { once: true });
    await opened.over;
    signal.removeEventListener("abort", close);
    return closed ? "closed" : "lost";
  };

  takeTurn(run).catch(() => undefined);
  return {
    hear(message) {
      if (message.kind !== "wants") return;
      const isNew = !wants.has(message.tab);
      wants.set(message.tab, { apps: message.apps, at: now() });
      if (leading && isNew) say(state);
      changed();
    },
  };
}

async function none(): Promise<Ended> {
  return "no slot";
}
