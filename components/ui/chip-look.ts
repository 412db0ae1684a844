/** Returns the classes of a filter chip, 28 px high; an active one is filled with a tint of ink. */
export function chipClass(on: boolean): string {
  return [
    "inline-flex h-7 shrink-0 items-center gap-1 rounded-full border px-3 text-meta select-none",
    "transition-colors duration-fast pointer-coarse:h-9",
    on ? "border-ink bg-selected text-ink" : "border-line bg-panel text-ink-2 hover:bg-hover",
  ].join(" ");
}
