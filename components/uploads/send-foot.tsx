"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { WayOn } from "@/components/ui/way-on";
import { Problem } from "./problem";
import { sendingLabel } from "./sending-label";
import type { Sending } from "./use-send";

type SendFootProps = {
  app: string;
  sending: Sending;
  ready: boolean;
  effect: string;
  onSend: () => void;
  onCancel: () => void;
};

/** The last click. While it sends, the button is the bar. */
export function SendFoot({ app, sending, ready, effect, onSend, onCancel }: SendFootProps) {
  const label = `Build and release to ${app}`;
  if (sending.phase === "sending" || sending.phase === "starting") {
    return (
      <div className="flex flex-col gap-3">
        <div className="flex gap-2">
          <SendingBar sending={sending} />
          <Button size="lg" onClick={onCancel} disabled={sending.phase === "starting"}>
            Cancel
          </Button>
        </div>
        <p className="text-center text-meta text-ink-3">Keep this page open until it is sent.</p>
      </div>
    );
  }
  const failure = sending.phase === "failed" ? describeFailure(sending.error) : null;
  return (
    <div className="flex flex-col gap-3">
      {failure && (
        <Problem message={failure.message}>
          {failure.requestId && <CopyButton text={failure.requestId} label="Copy request id" />}
          {sending.phase === "failed" && <WayOn error={sending.error} />}
        </Problem>
      )}
      <Button variant="ink" size="lg" className="w-full" disabled={!ready} onClick={onSend}>
        <span className="truncate">{label}</span>
      </Button>
      <p className="text-center text-meta text-ink-3">{effect}</p>
    </div>
  );
}

function SendingBar({ sending }: { sending: Extract<Sending, { phase: "sending" | "starting" }> }) {
  const bar = useRef<HTMLDivElement>(null);
  const done = sending.phase === "starting" ? 100 : (100 * sending.sent) / Math.max(1, sending.total);
  const text =
    sending.phase === "starting"
      ? "Starting the build…"
      : sendingLabel(sending.sent, sending.total, sending.left);
  // The button that had the focus is gone; nothing to press by accident takes its place.
  useEffect(() => bar.current?.focus(), []);
  return (
    <div
      ref={bar}
      role="progressbar"
      tabIndex={-1}
      aria-label="Upload"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(done)}
      aria-valuetext={text}
      className="relative flex h-10 min-w-0 flex-1 items-center justify-center overflow-hidden rounded-control border border-edge bg-panel text-strong pointer-coarse:h-12"
    >
      <svg
        aria-hidden="true"
        className="absolute inset-0 size-full"
        preserveAspectRatio="none"
        viewBox="0 0 100 1"
      >
        <rect width={done} height="1" className="fill-tint-live" />
        <rect width={done} y="0.92" height="0.08" className="fill-bar-live" />
      </svg>
      <span className="relative truncate px-2 tabular-nums">{text}</span>
    </div>
  );
}
