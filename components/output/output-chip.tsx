"use client";

import { ArrowDown } from "lucide-react";
import { Glyph } from "@/components/ui/state";
import { useNow } from "@/components/ui/use-now";
import { formatCounted, formatDuration } from "@/lib/format/format";
import type { OutputState } from "@/lib/log-viewer/worker/output-stream";
import * as text from "@/lib/text/output";
import { gapOf } from "./output-end";

type OutputChipProps = {
  state: OutputState;
  /** True while the build or release runs. */
  running: boolean;
  lines: number;
  /** The number of lines since following stopped; null while following or after the end. */
  missed: number | null;
  onResume(): void;
};

/** The state of the stream, and a button that follows its end again. */
export function OutputChip({ state, running, lines, missed, onResume }: OutputChipProps) {
  return (
    <div className="pointer-events-none absolute right-4 bottom-3 z-3 flex max-w-[calc(100%-2rem)] flex-wrap justify-end gap-2">
      {missed !== null && (
        <button
          type="button"
          onClick={onResume}
          className="pointer-events-auto inline-flex h-7 items-center gap-1 rounded-full border border-edge bg-panel px-3 text-meta text-ink hover:bg-hover pointer-coarse:h-11"
        >
          <ArrowDown aria-hidden="true" size={13} strokeWidth={1.75} />
          <span className="tabular-nums">
            {missed > 0 ? formatCounted(missed, text.newLine) : text.follow}
          </span>
        </button>
      )}
      <p className="pointer-events-auto inline-flex h-7 min-w-52 items-center gap-1.5 rounded-full border border-line bg-panel px-3 text-meta text-ink-2 tabular-nums">
        <StateText state={state} running={running} lines={lines} />
      </p>
    </div>
  );
}

function StateText({ state, running, lines }: { state: OutputState; running: boolean; lines: number }) {
  // A finished output is read to its end; none of it is live.
  if (!running && (state.kind === "live" || state.kind === "quiet" || state.kind === "waiting"))
    return `reading · ${formatCounted(lines, "line")}`;
  switch (state.kind) {
    case "connecting":
      return "connecting";
    case "waiting":
      return "waiting";
    case "live":
      return (
        <>
          <Glyph kind="live" />
          <span className="text-live">live</span> · {formatCounted(lines, "line")}
        </>
      );
    case "quiet":
      return <Quiet since={state.since} />;
    case "reconnecting":
      return <Reconnecting at={state.at} />;
    case "ended":
      return text.endedComplete(formatCounted(state.bytes, "byte"));
    case "incomplete":
      return (
        <>
          <Glyph kind="warn" />
          {`incomplete · ${gapOf(state.gap)}`}
        </>
      );
    case "failed":
      return (
        <>
          <Glyph kind="bad" />
          not readable
        </>
      );
  }
}

function Quiet({ since }: { since: number }) {
  const now = useNow();
  return text.quietFor(formatDuration(now - since));
}

function Reconnecting({ at }: { at: number }) {
  const now = useNow();
  const seconds = Math.ceil((at - now) / 1_000);
  return seconds > 0 ? text.reconnectingIn(seconds) : "reconnecting";
}
