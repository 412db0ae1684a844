import { z } from "zod";
import { wait } from "@/lib/async";
import { WatchEvent } from "@/lib/schemas/event";
import { POLL_MS, withConnection } from "./shared-connections";

export const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wants"), tab: z.string(), apps: z.array(z.string()) }),
  z.object({ kind: z.literal("who") }),
  z.object({ kind: z.literal("event"), event: WatchEvent }),
  z.object({ kind: z.literal("state"), state: z.enum(["idle", "live", "lost"]) }),
]);
export type Message = z.infer<typeof Message>;

/** The callbacks of an open stream. */
export type StreamListener = { onEvent: (event: WatchEvent) => void; onOpen: () => void };

/** The time for which apps stay in the stream after the last tab left them: users navigate back and forth. */
const SHRINK_MS = 5_000;
/** A tab that has not posted a message for this long is considered closed. */
const GONE_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 12_000;
const MOST_APPS = 200;

type State = "idle" | "live" | "lost";
type Ended = "closed" | "lost" | "no slot";

type LeaderOptions = {
  signal: AbortSignal;
  /** Runs `act` while no other tab does, until it settles. */
  runAlone: (act: () => Promise<void>) => Promise<void>;
  /** Opens the stream; `ended` resolves when it has ended. `close` ends it. */
  open: (apps: string[], listener: StreamListener) => { ended: Promise<void>; close: () => void };
  post: (message: Message) => void;
  now?: () => number;
};

/** Holds the event stream for all tabs of the browser while this tab is the leader. */
export function leadEventStream({ signal, runAlone, open, post, now = Date.now }: LeaderOptions): {
  receive: (message: Message) => void;
} {
  const wants = new Map<string, { apps: string[]; at: number }>();
  let leading = false;
  let watched: string[] = [];
  /** true if the tabs request more apps than one stream accepts. */
  let cut = false;
  let close: () => void = () => undefined;
  let wake: () => void = () => undefined;

  let state: State = "idle";
  const setState = (next: State): void => {
    state = next;
    post({ kind: "state", state });
  };
  const union = (): string[] => {
    for (const [tab, { at }] of wants) if (now() - at > GONE_MS) wants.delete(tab);
    const all = [...new Set([...wants.values()].flatMap(({ apps }) => apps))].sort();
    cut = all.length > MOST_APPS;
    return all.slice(0, MOST_APPS);
  };
  /** Reopens the stream at once for an app that it lacks, and after a delay if it has more apps than needed. */
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
    post({ kind: "who" });
    let failures = 0;
    while (!signal.aborted) {
      watched = union();
      if (watched.length === 0) {
        setState("idle");
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        continue;
      }
      const before = watched;
      const held = await withConnection((mayWait) => (mayWait ? stream(before) : noSlot()));
      if (signal.aborted) break;
      // It was closed in order to be reopened with other apps.
      if (held === "closed") failures = 0;
      else {
        setState("lost");
        failures = held === "no slot" ? 0 : failures + 1;
        const pause =
          held === "no slot" ? POLL_MS : Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
        await wait(pause * (0.5 + Math.random()), signal);
      }
    }
    close();
  };

  /** Runs one stream; resolves with whether it was closed here or lost. */
  const stream = async (apps: string[]): Promise<Ended> => {
    let closed = false;
    const opened = open(apps, {
      onEvent: (event) => post({ kind: "event", event }),
      // If some apps have no events, all pages poll as if there were none.
      onOpen: () => setState(cut ? "lost" : "live"),
    });
    close = () => {
      closed = true;
      opened.close();
    };
    signal.addEventListener("abort", close, { once: true });
    await opened.ended;
    signal.removeEventListener("abort", close);
    return closed ? "closed" : "lost";
  };

  runAlone(run).catch(() => undefined);
  return {
    receive(message) {
      if (message.kind !== "wants") return;
      const isNew = !wants.has(message.tab);
      wants.set(message.tab, { apps: message.apps, at: now() });
      if (leading && isNew) setState(state);
      changed();
    },
  };
}

async function noSlot(): Promise<Ended> {
  return "no slot";
}
