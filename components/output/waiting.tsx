"use client";

import { lazy, Suspense } from "react";
import { useKnownNow } from "@/components/ui/page-age";
import type { OutputState } from "@/lib/log-viewer/worker/output-stream";
import * as text from "@/lib/text/output";

const Unreadable = lazy(() => import("./unreadable").then((part) => ({ default: part.Unreadable })));

type WaitingProps = {
  state: OutputState;
  release: boolean;
  /** True while the build or release runs. */
  running: boolean;
  /** The start of the output in ms since 1970. */
  since: number | null;
  onRetry(): void;
};

/** Shown while the output has no line. */
export function Waiting({ state, release, running, since, onRetry }: WaitingProps) {
  if (state.kind === "failed") {
    return (
      <Suspense>
        <Unreadable error={state.error} onRetry={onRetry} />
      </Suspense>
    );
  }
  return (
    <p className="px-4 py-3 font-sans text-body text-ink-2">
      {messageOf(state, release, running) ?? <First since={since} />}
    </p>
  );
}

function messageOf(state: OutputState, release: boolean, running: boolean): string | null {
  if (state.kind === "ended") return release ? text.noReleasePhaseRan : text.endedWithoutLine;
  if (state.kind === "incomplete") return text.nothingCouldBeRead;
  if ((state.kind === "reconnecting" || state.kind === "connecting") && state.attempt > 0)
    return text.outputNotReadNow;
  if (!running) return text.readingTheOutput;
  return release ? text.waitingForStart : null;
}

function First({ since }: { since: number | null }) {
  const now = useKnownNow();
  const waited = now && since !== null ? Math.max(0, Math.floor((now - since) / 1_000)) : 0;
  return text.waitingForFirstLine(waited);
}
