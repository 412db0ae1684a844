import { api } from "@/lib/paths";
import type { WatchEvent } from "@/lib/schemas/event";
import { lead } from "./events-leader";
import { eventsLive } from "./events-live";
import { openEvents } from "./events-stream";
import { Message } from "./messages";

const CHANNEL = "slipway-events";
const LOCK = "slipway-events";
/** What is looked at is said again this often: a tab that crashed says nothing. */
const AGAIN_MS = 20_000;
/** A page that draws begins several queries at once. */
const GATHER_MS = 150;

export type EventsOptions = {
  onEvent: (event: WatchEvent) => void;
  /** Changes may have been missed: everything is to be asked for anew. */
  onResume: () => void;
};

/** A tab's share of the browser's one stream of events. */
export type EventsTab = { want: (apps: readonly string[]) => void; close: () => void };

/**
 * Hears what happens to the apps that this tab wants. One tab of the browser holds the stream for all of them (Web
 * Locks say which, and which is next when it closes); where those do not exist each tab has its own while it is seen.
 */
export function joinEvents({ onEvent, onResume }: EventsOptions): EventsTab {
  const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const channel = new BroadcastChannel(CHANNEL);
  const locks = globalThis.navigator.locks;
  // Without a way to take turns each tab has a stream of its own and tells nobody.
  const post = (message: Message): void => {
    if (locks) channel.postMessage(message);
  };
  const leaving = new AbortController();
  let apps: readonly string[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;

  const take = (state: "idle" | "live" | "lost"): void => {
    const before = eventsLive.state().kind;
    eventsLive.set(state);
    if (before !== state && (before === "live" || state === "live")) onResume();
  };
  const leader = lead({
    signal: leaving.signal,
    takeTurn: (act) => (locks ? locks.request(LOCK, { signal: leaving.signal }, act) : act()),
    open: (names, heard) => openEvents(api.events(names), heard),
    tell: (message) => {
      post(message);
      receive(message);
    },
  });
  const say = (): void => {
    const message: Message = { kind: "wants", tab, apps: [...apps] };
    post(message);
    leader.hear(message);
  };
  const receive = (message: Message): void => {
    if (message.kind === "event") onEvent(message.event);
    else if (message.kind === "state") take(message.state);
    else if (message.kind === "who") say();
  };
  channel.onmessage = ({ data }) => {
    const parsed = Message.safeParse(data);
    if (!parsed.success) return;
    leader.hear(parsed.data);
    receive(parsed.data);
  };
  const again = setInterval(say, AGAIN_MS);
  return {
    want(next) {
      apps = [...new Set(next)].sort();
      clearTimeout(gathering);
      gathering = setTimeout(say, GATHER_MS);
    },
    close() {
      apps = [];
      clearTimeout(gathering);
      clearInterval(again);
      say();
      leaving.abort();
      channel.close();
      eventsLive.set("idle");
    },
  };
}
