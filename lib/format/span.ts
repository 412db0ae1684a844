const UNITS = [
  { ms: 86_400_000, name: "d" },
  { ms: 3_600_000, name: "h" },
  { ms: 60_000, name: "m" },
  { ms: 1_000, name: "s" },
];

/** Returns a duration in one unit, rounded: "41 s", "12 m", "5 h", "3 d". Negative durations are "0 s". */
export function formatSpan(ms: number): string {
  for (const unit of UNITS) {
    const count = Math.round(ms / unit.ms);
    // 59.6 minutes would round to "60 m", so the next unit applies from where its own value rounds to one.
    if (count >= 1 && ms >= unit.ms * 0.99) return `${count} ${unit.name}`;
  }
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}
