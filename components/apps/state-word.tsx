import type { AppState } from "@/lib/apps/app-state";

const colors: Record<AppState["kind"], string> = {
  live: "text-live",
  ok: "text-ink-2",
  bad: "text-bad font-emphasis",
  warn: "text-warn",
  canceled: "text-ink-3",
  unknown: "text-ink-3",
};

/**
 * The state's word on a phone, whose first line has room only for the glyph. Hidden from screen readers, which
 * announce it there.
 */
export function StateWord({ state, word }: { state: AppState; word: string }) {
  return (
    <span aria-hidden="true" className={`shrink-0 md:hidden ${colors[state.kind]}`}>
      {word}
    </span>
  );
}
