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
 * The label of a state on a phone, where the first line shows only the glyph. Hidden from screen readers, which
 * read the label next to the glyph.
 */
export function StateWord({ state, word }: { state: AppState; word: string }) {
  return (
    <span aria-hidden="true" className={`shrink-0 md:hidden ${colors[state.kind]}`}>
      {word}
    </span>
  );
}
