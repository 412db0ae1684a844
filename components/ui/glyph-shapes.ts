/** The kinds of state that a glyph can show, distinguished by shape before color. */
export type StateKind = "live" | "ok" | "past" | "bad" | "repaired" | "canceled" | "unknown" | "warn";

type Shape = { text: string; path: string; filled?: true; dash?: string };

/** A drawing in a 16 px box (12 px of it used) and the equivalent plain-text character. */
export const shapes: Record<StateKind, Shape> = {
  live: { text: "●", path: "M8 3.25a4.75 4.75 0 1 1 0 9.5a4.75 4.75 0 0 1 0-9.5Z", filled: true },
  ok: { text: "✓", path: "M2.75 8.5 6.25 12 13.25 4.5" },
  past: { text: "✓", path: "M2.75 8.5 6.25 12 13.25 4.5" },
  bad: { text: "✕", path: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" },
  repaired: { text: "✕", path: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" },
  canceled: { text: "⊘", path: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11ZM4.2 11.8 11.8 4.2" },
  unknown: { text: "◌", path: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11Z", dash: "2.2 2.12" },
  warn: { text: "▲", path: "M8 2.25 14.25 13.25H1.75Z", filled: true },
};
