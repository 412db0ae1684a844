"use client";

import { ChevronUp, ListFilter, Maximize, Minimize, WrapText } from "lucide-react";
import { barItem, IconButton, Switch } from "./bar-buttons";
import { CopyMenu, type CopyMenuProps } from "./copy-menu";
import { FindField } from "./find-field";
import { SaveMenu, type SaveMenuProps } from "./save-menu";
import type { useBar } from "./use-bar";
import type { Find } from "./use-find";

type OutputBarProps = {
  find: Find;
  bar: Pick<ReturnType<typeof useBar>, "attach" | "field">;
  onStep(by: 1 | -1): void;
  wrap: boolean;
  onWrap(): void;
  full: boolean;
  onFull(): void;
  /** Hides the bar; null if it is always shown. */
  onClose: (() => void) | null;
  /** Called on Escape in the field; `before` had the focus before it. */
  onLeave(before: HTMLElement | null): void;
  copy: CopyMenuProps;
  save: SaveMenuProps;
};

const CONTEXTS = [0, 1, 3, 10];

/** The bar above the output: find, filter, wrap, copy, raw and download, full screen. */
export function OutputBar({ find, bar: { attach, field }, onStep, ...bar }: OutputBarProps) {
  const filtered = find.context !== null;
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line bg-panel pr-2 pl-3.5 pointer-coarse:h-12">
      <FindField find={find} field={attach} onStep={onStep} onLeave={bar.onLeave} />
      <Switch
        on={filtered}
        onClick={() => {
          find.filter(filtered ? null : 0);
          if (!filtered) field.current?.focus();
        }}
        label="Filter"
        icon={<ListFilter size={15} strokeWidth={1.5} />}
        title="Show only the lines that match"
      />
      {filtered && (
        <select
          aria-label="Lines shown around each match"
          value={find.context ?? 0}
          onChange={(event) => find.filter(Number(event.target.value))}
          className={`${barItem} bg-panel px-1 text-meta max-sm:hidden`}
        >
          {CONTEXTS.map((lines) => (
            <option key={lines} value={lines}>
              {`± ${lines}`}
            </option>
          ))}
        </select>
      )}
      <Switch
        on={bar.wrap}
        onClick={bar.onWrap}
        label="Wrap"
        icon={<WrapText size={15} strokeWidth={1.5} />}
        title="Wrap long lines"
      />
      <CopyMenu {...bar.copy} />
      <SaveMenu {...bar.save} />
      <IconButton
        label={bar.full ? "Leave full screen" : "Full screen"}
        onClick={bar.onFull}
        icon={bar.full ? <Minimize size={16} strokeWidth={1.5} /> : <Maximize size={16} strokeWidth={1.5} />}
      />
      {bar.onClose && (
        <IconButton label="Hide" onClick={bar.onClose} icon={<ChevronUp size={16} strokeWidth={1.5} />} />
      )}
    </div>
  );
}
