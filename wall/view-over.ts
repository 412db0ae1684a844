import type { Knowledge } from "./knowledge";
import { el, type Piece } from "./tree";

/** What lies over the wall: its name in large letters while somebody looks for it, and the line that a pointer wakes. */
export function overView({ latest }: Knowledge, at: { time: number; awake: string | null }): Piece[] {
  const state = latest?.state;
  if (state?.state !== "paired") return [];
  const { name, identify_until } = state.screen;
  const flashing = identify_until !== null && Date.parse(identify_until) > at.time;
  const said = [name, at.awake].filter(Boolean).join(" · ");
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
    el("div.menu", { key: "menu" }, said),
  ];
}
