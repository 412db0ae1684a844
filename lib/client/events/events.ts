import { api } from "@/lib/paths";
import { WatchEvent } from "@/lib/schemas/event";
import { leadEventStream, Message, type StreamListener } from "./events-leader";
import { eventsLive } from "./events-live";

const CHANNEL = "slipway-events";
const LOCK = "slipway-events";
/** The interval at which a tab repeats its apps; a crashed tab stops doing so. */
const REPEAT_MS = 20_000;
/** The time during which requests are collected: rendering a page starts several queries at once. */
const BATCH_MS = 150;

type EventsOptions = {
  onEvent: (event: WatchEvent) => void;
  /** Called when events may have been missed and everything has to be refreshed. */
  onResume: () => void;
};

/** A tab's subscription to the browser's shared event stream. */
type EventsTab = { setApps: (apps: readonly string[]) => void; close: () => void };

/**
 * Subscribes this tab to the events of the apps that it requests. One tab of the browser holds the stream for all of
 * them (Web Locks decide which, and which is next when it closes). Without Web Locks each visible tab has its own
 * stream.
 */
export function joinEvents({ onEvent, onResume }: EventsOptions): EventsTab {
  const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const channel = new BroadcastChannel(CHANNEL);
  const locks = globalThis.navigator.locks;
  // Without Web Locks each tab has its own stream and posts no messages.
  const post = (message: Message): void => {
    if (locks) channel.postMessage(message);
  };
  const leaving = new AbortController();
  let apps: readonly string[] = [];
  let batchTimer: ReturnType<typeof setTimeout> | undefined;

  const applyState = (state: "idle" | "live" | "lost"): void => {
    const before = eventsLive.state().kind;
    eventsLive.set(state);
    if (before !== state && (before === "live" || state === "live")) onResume();
  };
  const leader = leadEventStream({
    signal: leaving.signal,
    runAlone: (act) => (locks ? locks.request(LOCK, { signal: leaving.signal }, act) : act()),
    open: (names, listener) => openEvents(api.events(names), listener),
    post: (message) => {
      post(message);
      receive(message);
    },
  });
  const postApps = (): void => {
    const message: Message = { kind: "wants", tab, apps: [...apps] };
    post(message);
    leader.receive(message);
  };
  const receive = (message: Message): void => {
    if (message.kind === "event") onEvent(message.event);
    else if (message.kind === "state") applyState(message.state);
    else if (message.kind === "who") postApps();
  };
  channel.onmessage = ({ data }) => {
    const parsed = Message.safeParse(data);
    if (!parsed.success) return;
    leader.receive(parsed.data);
    receive(parsed.data);
  };
  const repeatTimer = setInterval(postApps, REPEAT_MS);
  return {
    setApps(next) {
      apps = [...new Set(next)].sort();
      clearTimeout(batchTimer);
      batchTimer = setTimeout(postApps, BATCH_MS);
    },
    close() {
      apps = [];
      clearTimeout(batchTimer);
      clearInterval(repeatTimer);
      postApps();
      leaving.abort();
      channel.close();
      eventsLive.set("idle");
    },
  };
}

/** The server sends a message every 15 s; after this long without one the connection is considered dead. */
const SILENT_MS = 40_000;

/** Opens an event stream. It ends when it is refused, lost, silent, or closed. */
function openEvents(
  url: string,
  { onEvent, onOpen }: StreamListener,
): { ended: Promise<void>; close: () => void } {
  const source = new EventSource(url);
  let silence: ReturnType<typeof setTimeout> | undefined;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const close = (): void => {
    clearTimeout(silence);
    source.close();
    finish();
  };
  const restartTimer = (): void => {
    clearTimeout(silence);
    silence = setTimeout(close, SILENT_MS);
  };
  restartTimer();
  source.onopen = () => {
    restartTimer();
    onOpen();
  };
  source.onmessage = ({ data }) => {
    restartTimer();
    const event = WatchEvent.safeParse(parsed(data));
    // A newer server may send events that are unknown to this page.
    if (event.success) onEvent(event.data);
  };
  // EventSource would reconnect by itself, always after the same delay and with an outdated list of apps.
  source.onerror = close;
  return { ended, close };
}

/** Returns the parsed JSON; null if the text is none. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
