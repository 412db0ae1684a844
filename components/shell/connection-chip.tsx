import { useSyncExternalStore } from "react";
import { useUnreachableSince } from "@/components/ui/connection";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { useNow } from "@/components/ui/use-now";
import { type EventsState, eventsLive } from "@/lib/client/events/events-live";
import { formatHour } from "@/lib/format/format";
import * as shellText from "@/lib/text/shell";

/** A stream that recovers within this time is not reported. */
const REPORT_AFTER_MS = 10_000;
const IDLE: EventsState = { kind: "idle" };

/** Shown only while the page's data may be outdated or does not update live. */
export function ConnectionChip() {
  const since = useUnreachableSince();
  const zone = useZone();
  const notLive = useNotLive();
  const text = since
    ? shellText.noAnswerSince(formatHour(new Date(since).toISOString(), zone))
    : notLive
      ? shellText.notLive
      : null;
  return (
    <div
      role="status"
      className={text ? "rounded-control bg-tint-warn px-2 py-1.5 text-meta text-ink" : "sr-only"}
    >
      {text && (
        <span className="flex items-center gap-1.5">
          <Glyph kind="warn" />
          <span className="folded:sr-only">{text}</span>
        </span>
      )}
    </div>
  );
}

function useNotLive(): boolean {
  const state = useSyncExternalStore(eventsLive.subscribe, eventsLive.state, () => IDLE);
  const now = useNow();
  return state.kind === "lost" && now - state.since > REPORT_AFTER_MS;
}
