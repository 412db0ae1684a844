import { useId } from "react";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/review";

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
