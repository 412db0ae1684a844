"use client";

import { useId } from "react";
import type { PromotionCreate } from "@/lib/schemas/promotion";

type Order = PromotionCreate["order"];

const orders: { value: Order; label: string; hint: string }[] = [
  { value: "together", label: "All at once", hint: "Every target is released at the same time" },
  { value: "in turn", label: "One after another", hint: "Stops at the first target that fails" },
];

/** In which order several targets are promoted to. */
export function LaneOrder({ order, onOrder }: { order: Order; onOrder: (order: Order) => void }) {
  const name = useId();
  return (
    <fieldset className="grid grid-cols-2 rounded-control border border-edge bg-panel p-px">
      <legend className="sr-only">Order</legend>
      {orders.map(({ value, label, hint }) => (
        <label
          key={value}
          title={hint}
          className="flex h-7 min-w-0 items-center justify-center rounded-[4px] border border-transparent px-2 text-output text-ink-2 has-checked:border-line has-checked:bg-hover has-checked:font-[550] has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-live pointer-coarse:h-11 forced-colors:has-checked:border-[Highlight]"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={order === value}
            aria-describedby={`${name}-${value}`}
            onChange={() => onOrder(value)}
            className="sr-only"
          />
          <span className="truncate">{label}</span>
          <span id={`${name}-${value}`} className="sr-only">
            {hint}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
