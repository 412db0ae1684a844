import { WatchEvent } from "@/lib/schemas/event";
import type { StreamListener } from "./messages";

/** The server says something every 15 s: after this nobody is there any more, whatever the connection says. */
const SILENT_MS = 40_000;

/** Opens a stream of events. It is over when it was refused, lost, silent, or closed. */
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
  // It would come back by itself, always after the same pause and whatever the apps are by then.
  source.onerror = close;
  return { over, close };
}

/** An event of a newer server may be none that this page knows. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
