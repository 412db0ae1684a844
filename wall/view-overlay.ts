import type { PollState } from "./poll-state";
import { el, type Piece } from "./tree";

/** Returns the overlay: the screen's name in large letters while it identifies itself, and the line shown on pointer movement. */
export function overlayView({ latest }: PollState, at: { time: number; awake: string | null }): Piece[] {
  const state = latest?.state;
  if (state?.state !== "paired") return [];
  const { name, identify_until } = state.screen;
  const flashing = identify_until !== null && Date.parse(identify_until) > at.time;
  const line = [name, at.awake].filter(Boolean).join(" · ");
  return [
    ...(flashing
      ? [
          el(
            "div.identify",
            { key: "identify", attributes: { role: "alert" } },
            el("div.flash"),
            el("div.label", name),
          ),
        ]
      : []),
    el("div.menu", { key: "menu" }, line),
  ];
}
