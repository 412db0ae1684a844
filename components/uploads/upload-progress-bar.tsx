import { useEffect, useRef } from "react";
import { formatBytes, formatDuration } from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as uploadsText from "@/lib/text/uploads";
import type { Sending } from "./use-transfer";

type Props = {
  sending: Extract<Sending, { phase: "sending" | "starting" }>;
  /** The text shown once all bytes are sent. */
  starting: string;
};

/** The progress bar that replaces the button while sending. */
export function UploadProgressBar({ sending, starting }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const done = sending.phase === "starting" ? 100 : (100 * sending.sent) / Math.max(1, sending.total);
  const text =
    sending.phase === "starting" ? starting : sendingLabel(sending.sent, sending.total, sending.left);
  // The focused button is gone: the bar takes the focus, so that no key press reaches another button.
  useEffect(() => bar.current?.focus(), []);
  return (
    <div
      ref={bar}
      role="progressbar"
      tabIndex={-1}
      aria-label={common.upload}
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

/** Returns "41 of 120 MB · 12 s left"; the unit appears once if both have the same. Times in ms. */
export function sendingLabel(sent: number, total: number, left: number | null): string {
  const [all, done] = [formatBytes(total), formatBytes(sent)];
  const unit = all.slice(all.indexOf(" "));
  const amount = done.endsWith(unit) ? done.slice(0, -unit.length) : done;
  const time = left === null ? "" : uploadsText.timeLeft(formatDuration(Math.max(1_000, left)));
  return uploadsText.sentOf(amount, all, time);
}
