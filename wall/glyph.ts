import type { Item } from "./items";
import { el, type VirtualElement } from "./tree";

const PATHS: Record<string, string> = {
  bad: "M4 4l12 12M16 4L4 16",
  ok: "M3 10.5l4.6 4.6L17 5.5",
  warn: "M10 2.5L18.5 17.5H1.5Z",
  canceled: "M4.4 15.6L15.6 4.4M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16",
  lock: "M4.5 9h11v8.5h-11zM6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9",
};

/** Returns the glyph of a state: ✕ ✓ ● ▲ ⊘, or a dotted ring for unknown and stale. */
export function glyph(look: Item["look"] | "lock"): VirtualElement {
  return el(
    `svg.glyph.${look === "stale" || look === "unknown" ? "dotted" : look}`,
    {
      key: look,
      attributes: { viewBox: "0 0 20 20", "aria-hidden": "true" },
    },
    shape(look),
  );
}

function shape(look: Item["look"] | "lock"): VirtualElement {
  if (look === "live") return el("circle.full", { attributes: { cx: "10", cy: "10", r: "6.4" } });
  const d = PATHS[look];
  if (d === undefined) return el("circle.ring", { attributes: { cx: "10", cy: "10", r: "7.4" } });
  return el(look === "warn" ? "path.full" : "path.line", { attributes: { d } });
}
