"use client";

import { type StateKind, shapes } from "./glyph-shapes";
import { useShownKind } from "./page-age";

export type { StateKind } from "./glyph-shapes";

const glyphColors: Record<StateKind, string> = {
  live: "text-live",
  ok: "text-ok",
  past: "text-ink-3",
  bad: "text-bad",
  repaired: "text-bad",
  canceled: "text-ink-3",
  unknown: "text-ink-3",
  warn: "text-warn",
};

export const textColors: Record<StateKind, string> = {
  live: "text-live",
  ok: "text-ink-2",
  past: "text-ink-2",
  bad: "text-bad font-emphasis",
  repaired: "text-ink-2",
  canceled: "text-ink-3",
  unknown: "text-ink-3",
  warn: "text-warn",
};

/** Text colors for states inside a sentence. Other states inherit the color of the surrounding text. */
export const inlineColors: Partial<Record<StateKind, string>> = {
  live: textColors.live,
  bad: textColors.bad,
  warn: textColors.warn,
};

type GlyphProps = {
  kind: StateKind;
  className?: string;
};

/** The shape of a state. Hidden from screen readers: the label next to it has the meaning. */
export function Glyph({ kind: given, className = "" }: GlyphProps) {
  const kind = useShownKind(given);
  const shape = shapes[kind];
  const pulse = kind === "live" ? "animate-pending" : "";
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={16}
      height={16}
      fill={shape.filled ? "currentColor" : "none"}
      stroke={shape.filled ? "none" : "currentColor"}
      strokeWidth={kind === "canceled" || kind === "unknown" ? 1.5 : 2.25}
      strokeDasharray={shape.dash}
      strokeLinejoin="round"
      className={`shrink-0 ${glyphColors[kind]} ${pulse} ${className}`}
    >
      <path d={shape.path} />
    </svg>
  );
}

type StateProps = { kind: StateKind; label: string; strong?: boolean; className?: string };

/** A glyph and a label. `strong` marks the running state in a row about it. */
export function State({ kind: given, label, strong = false, className = "" }: StateProps) {
  const kind = useShownKind(given);
  const word = strong && kind === "ok" ? "font-emphasis text-ink" : textColors[kind];
  return (
    <span className={`inline-flex min-w-0 items-center gap-1.5 ${className}`}>
      <Glyph kind={kind} />
      <span className={`truncate ${word}`}>{label}</span>
    </span>
  );
}
