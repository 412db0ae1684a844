import { X } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { Glyph } from "@/components/ui/state";
import type { Screen } from "@/lib/schemas/screen";
import * as screenText from "@/lib/text/screen";

const failures = new Map([
  ["declined", "You did not allow it, so nothing has changed."],
  ["late", "That took too long, or was begun in another browser. Nothing has changed; begin again."],
  [
    "another-account",
    "It was allowed by another account than the one you are signed in with. Nothing has changed; begin again and choose your own.",
  ],
  ["gone", "The screen was paired by somebody else or removed meanwhile. Look at what it shows now."],
  ["error", "Heroku did not give the screen its grant. Nothing has changed; try again in a moment."],
]);

/** Shows the result of the authorization at Heroku. */
export function Outcome({ screens }: { screens: Screen[] }) {
  const [{ done, outcome }, set] = useQueryStates({ done: parseAsString, outcome: parseAsString });
  const screen = screens.find(({ id }) => id === done);
  const failure = outcome ? (failures.get(outcome) ?? failures.get("error")) : null;
  if (!screen && !failure) return null;
  return (
    <div
      role="status"
      className={`mt-4 flex items-start gap-2 rounded-panel px-3 py-2.5 ${failure ? "bg-tint-bad" : "bg-tint-ok"}`}
    >
      <Glyph kind={failure ? "bad" : "ok"} className="mt-0.5" />
      <p className="min-w-0 flex-1">{failure ?? (screen && screenText.paired(screen.name))}</p>
      <button
        type="button"
        aria-label={screenText.closeLabel}
        onClick={() => {
          set({ done: null, outcome: null }).catch(() => {});
        }}
        className="flex size-5 shrink-0 items-center justify-center rounded-control text-ink-2 hover:text-ink"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.5} />
      </button>
    </div>
  );
}
