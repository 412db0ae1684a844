import { useId } from "react";
import { HoldOverride } from "@/components/send/hold-override";
import { TwoFactorField } from "@/components/send/two-factor-field";
import { useSettled } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-style";
import { TextArea } from "@/components/ui/field";
import { cutName } from "@/lib/format/cut-name";
import { type LaneState, labelText } from "@/lib/review/lane-state";
import type { SeenTarget } from "@/lib/review/lane-target";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";
import { LaneChanges } from "./lane-changes";
import { LaneDetails } from "./lane-details";
import { LaneFacts } from "./lane-facts";
import { LaneHeader } from "./lane-header";
import { LaneTargets } from "./lane-targets";
import { LaneOrder, LaneUnder } from "./lane-under";
import { type ReviewProps, useReview } from "./use-review";

/** The states in which a note can be added. */
const ACCEPTS_NOTE = new Set(["ready", "choose", "locked", "override"]);

/** The review of a promotion and the button that sends it. */
export function Lane(props: ReviewProps) {
  const id = useId();
  const review = useReview(props);
  const { source, targets, chosen, state, note, setNote, code } = review;
  const seen = targets.filter((target) => !target.hidden);
  const compared = chosen.length > 0 ? chosen : seen;
  const button = state.kind !== "none";
  return (
    <section
      aria-label={text.promoteTo(source.app.name, props.toStage)}
      className="@container rounded-panel border border-edge bg-panel"
    >
      <LaneHeader source={source} built={seen[0]?.preview.built ?? null} />
      <div className="flex flex-col gap-3 border-t border-line px-4 pt-2.5 pb-3.5">
        <LaneTargets targets={targets} ticked={props.ticked} onTicked={review.tick} />
        {seen.length > 1 && button && (
          <LaneOrder order={review.order} disabled={chosen.length < 2} onOrder={review.setOrder} />
        )}
        <div className="flex flex-col gap-2">
          {button && <PromoteButton state={state} describedBy={`${id}-under`} onPress={review.press} />}
          {state.name === "override" && (
            <HoldOverride holds={state.holds} reason={review.reason} onReason={review.setReason} />
          )}
          {state.name === "two-factor" && (
            <TwoFactorField
              code={code.digits}
              error={code.refused ? text.codeNotAccepted : null}
              onCode={review.setDigits}
              onSend={review.send}
            />
          )}
          <LaneUnder
            id={`${id}-under`}
            state={state}
            holds={state.holds.filter(
              ({ id }) => !seen.some((target) => target.holds.some((hold) => hold.id === id)),
            )}
            failure={review.failure}
            nameOf={(app) => seen.find((target) => target.id === app.id)?.short ?? app.name}
            commitOf={(release) => commitOf(release, seen)}
            aside={
              ACCEPTS_NOTE.has(state.name) && (
                <NoteButton
                  open={note !== null}
                  field={`${id}-note`}
                  onOpen={() => setNote(note === null ? "" : null)}
                />
              )
            }
          />
          {note !== null && <NoteField id={`${id}-note`} note={note} onNote={setNote} />}
        </div>
      </div>
      {source.runs && button && seen.length > 0 && (
        <>
          <LaneChanges source={source} targets={compared} />
          <LaneFacts targets={compared} />
        </>
      )}
      {source.runs && <LaneDetails targets={seen} />}
    </section>
  );
}

/** Returns the commit of a release that runs on one of the sides. */
function commitOf(release: string, targets: readonly SeenTarget[]): string | null {
  const sides = targets.flatMap(({ preview }) => [preview.source, preview.target]);
  return sides.find((side) => side?.release.id === release)?.commit ?? null;
}

/** Opens or removes the note. */
function NoteButton({ open, onOpen, field }: { open: boolean; onOpen: () => void; field: string }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={field}
      onClick={onOpen}
      className="shrink-0 rounded-control text-meta text-ink-3 hover:text-ink hover:underline pointer-coarse:min-h-11"
    >
      {open ? text.removeNote : text.addNote}
    </button>
  );
}

/** The note, which is shown with the promotion. */
function NoteField({ id, note, onNote }: { id: string; note: string; onNote: (note: string) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="sr-only">
        {common.note}
      </label>
      <TextArea
        id={id}
        rows={2}
        maxLength={500}
        autoFocus
        placeholder={text.noteExample}
        value={note}
        onChange={(event) => onNote(event.target.value)}
      />
    </div>
  );
}

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
function PromoteButton({ state, describedBy, onPress }: PromoteButtonProps) {
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
