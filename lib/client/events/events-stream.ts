import { WatchEvent } from "@/lib/schemas/event";
import type { StreamListener } from "./messages";

/** The server sends a message every 15 s; after this long without one the connection is considered dead. */
const SILENT_MS = 40_000;

/** Opens an event stream. It ends when it is refused, lost, silent, or closed. */
export function openEvents(
  url: string,
  { onEvent, onOpen }: StreamListener,
): { over: Promise<void>; close: () => void } {
  const source = new EventSource(url);
  let silence: ReturnType<typeof setTimeout> | undefined;
  let finish: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const close = (): void => {
    clearTimeout(silence);
    source.close();
    finish();
  };
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(close, SILENT_MS);
  };
  heard();
  source.onopen = () => {
    heard();
    onOpen();
  };
  source.onmessage = ({ data }) => {
    heard();
    const event = WatchEvent.safeParse(parsed(data));
    if (event.success) onEvent(event.data);
  };
  // EventSource would reconnect by itself, always after the same delay and with an outdated list of apps.
  source.onerror = close;
  return { over, close };
}

/** An event of a newer server may be unknown to this page. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
