import type { AppState } from "@/lib/apps/app-state";

const colors: Record<AppState["kind"], string> = {
  live: "text-live",
  ok: "text-ink-2",
  bad: "text-bad font-[550]",
  warn: "text-warn",
  canceled: "text-ink-3",
  unknown: "text-ink-3",
};

/** The state's word on a phone, where the first line has room for its glyph only. Read out there already. */
export function StateWord({ state, word }: { state: AppState; word: string }) {
  return (
    <span aria-hidden="true" className={`shrink-0 md:hidden ${colors[state.kind]}`}>
      {word}
    </span>
  );
}
