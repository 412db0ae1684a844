import { useSettled } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-style";
import { cutName } from "@/lib/format/cut-name";
import { type LaneState, labelText } from "@/lib/review/lane-state";

type PromoteButtonProps = {
  state: Pick<LaneState, "name" | "kind" | "label" | "warn">;
  describedBy: string;
  onPress: () => void;
};

/** The number of average letters that fit next to a commit of seven digits. */
const ROOM = 30;
const LONG = 5;
/** The number of additional letters that fit without a commit. */
const COMMIT = 9;

/** Keeps the focus while disabled, and ignores clicks for 600 ms after a change of the label. */
export function PromoteButton({ state, describedBy, onPress }: PromoteButtonProps) {
  const text = labelText(state);
  const settled = useSettled(text);
  const disabled = state.kind === "disabled";
  const { before, commit, after } = state.label;
  const room =
    ROOM + (commit ? 0 : COMMIT) - before.length - Math.min(LONG, Math.max(0, (commit?.length ?? 0) - 7));
  const busy = state.name === "sending" || state.name === "no answer" || state.name === "reading";
  return (
    <button
      type="button"
      aria-label={text}
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      aria-describedby={describedBy}
      title={after ? text : undefined}
      className={`relative w-full overflow-hidden px-2! ${buttonClass({ variant: state.kind === "ink" ? "ink" : "outline", size: "lg" })} ${disabled ? "cursor-default! border-line! bg-hover! text-ink-3!" : ""}`}
      onClick={() => {
        if (!disabled && settled()) onPress();
      }}
    >
      {state.warn && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1.5 bg-find-current" />}
      <span className="shrink-0">{before}</span>
      {commit && <span className="max-w-24 shrink-0 truncate font-mono text-meta">{commit}</span>}
      {after && (
        <>
          <span className="truncate @min-[23rem]:hidden">{cutAfter(after, room - 6)}</span>
          <span className="hidden truncate @min-[23rem]:inline">{cutAfter(after, room)}</span>
        </>
      )}
    </button>
  );
}

/** Truncates the name and keeps the arrow: "→ exa…-production". */
function cutAfter(after: string, room: number): string {
  const [arrow, name] = after.split(/(?<=^→ )/);
  return name ? `${arrow}${cutName(name, room)}` : after;
}
