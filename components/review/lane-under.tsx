import { type ReactNode, useId } from "react";
import { HoldLine } from "@/components/send/hold-line";
import { MovedLines } from "@/components/send/moved-lines";
import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Glyph } from "@/components/ui/state";
import { type LaneState, labelText } from "@/lib/review/lane-state";
import type { Hold } from "@/lib/schemas/hold";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";

type LaneUnderProps = {
  id: string;
  state: LaneState;
  /** The blocking holds that are not shown with a target. */
  holds: readonly Hold[];
  failure: unknown;
  nameOf: (app: { id: string; name: string }) => string;
  commitOf: (release: string) => string | null;
  /** Placed at the right of the lines. */
  aside: ReactNode;
};

const tones = { plain: "text-ink-2", ok: "text-ink-2", warn: "text-warn font-emphasis", bad: "text-bad" };

/** The description of the button: replaced releases, warnings, locks, moved releases. Changes are announced. */
export function LaneUnder({ id, state, holds, failure, nameOf, commitOf, aside }: LaneUnderProps) {
  const refused = state.lines.some((line) => line.tone === "bad");
  const { requestId } = describeFailure(failure);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-4 items-start gap-3">
        <div id={id} aria-live="polite" className="flex min-w-0 flex-1 flex-col gap-1">
          {state.kind === "disabled" && <span className="sr-only">{labelText(state)}</span>}
          {holds.map((hold) => (
            <HoldLine key={hold.id} hold={hold} />
          ))}
          {state.lines.map(({ tone, text: line }) => (
            <p key={line} className={`flex gap-1.5 text-meta ${tones[tone]}`}>
              {tone !== "plain" && <Glyph kind={tone} />}
              <span className="min-w-0 wrap-anywhere">{line}</span>
            </p>
          ))}
          {state.moved.length > 0 && (
            <>
              <MovedLines moved={state.moved} nameOf={nameOf} commitOf={commitOf} />
              <p className="mt-1 text-meta text-ink-2">{text.nothingWasSent}</p>
            </>
          )}
        </div>
        {aside}
      </div>
      {refused && (
        <div className="flex flex-wrap gap-2">
          <SignInLink error={failure} />
          {requestId && <CopyButton text={requestId} label={common.copyRequestId} />}
        </div>
      )}
    </div>
  );
}

type Order = PromotionCreate["order"];

const orders: { value: Order; hintId: string; label: string; hint: string }[] = [
  {
    value: "together",
    hintId: "together",
    label: text.allAtOnce,
    hint: text.allAtOnceHint,
  },
  {
    value: "in turn",
    hintId: "in-turn",
    label: text.oneAfterAnother,
    hint: text.oneAfterAnotherHint,
  },
];

type LaneOrderProps = {
  order: Order;
  /** true if fewer than two targets are selected. */
  disabled: boolean;
  onOrder: (order: Order) => void;
};

/** The order in which several targets are released. */
export function LaneOrder({ order, disabled, onOrder }: LaneOrderProps) {
  const name = useId();
  return (
    <fieldset
      disabled={disabled}
      className="group grid grid-cols-2 rounded-control border border-edge bg-panel p-px"
    >
      <legend className="sr-only">{text.order}</legend>
      {orders.map(({ value, hintId, label, hint }) => (
        <label
          key={value}
          title={hint}
          className="flex h-7 min-w-0 items-center justify-center rounded-[4px] border border-transparent px-2 text-output text-ink-2 has-checked:border-line has-checked:bg-hover has-checked:font-emphasis has-checked:text-ink group-disabled:text-ink-3! group-disabled:has-checked:font-normal has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-live pointer-coarse:h-11 forced-colors:has-checked:border-[Highlight]"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={order === value}
            aria-describedby={`${name}-${hintId}`}
            onChange={() => onOrder(value)}
            className="sr-only"
          />
          <span className="truncate">{label}</span>
          <span id={`${name}-${hintId}`} className="sr-only">
            {hint}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
