"use client";

import { lazy, Suspense } from "react";
import { useKnownNow } from "@/components/ui/page-age";
import type { OutputState } from "@/lib/log-viewer/worker/output-stream";

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
  if (state.kind === "ended")
    return release ? "No release phase ran, so there is no output." : "It ended without a line of output.";
  if (state.kind === "incomplete") return "Nothing of this output could be read.";
  if ((state.kind === "reconnecting" || state.kind === "connecting") && state.attempt > 0)
    return "The output cannot be read just now. The next attempt follows.";
  if (!running) return "Reading the output.";
  return release ? "Waiting for it to start. Heroku has no output yet." : null;
}

function First({ since }: { since: number | null }) {
  const now = useKnownNow();
  const waited = now && since !== null ? Math.max(0, Math.floor((now - since) / 1_000)) : 0;
  return `Waiting for the first line (${waited} s).`;
}
