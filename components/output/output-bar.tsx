"use client";

import {
  ArrowUpRight,
  ChevronDown,
  ChevronUp,
  Download,
  ListFilter,
  Maximize,
  Minimize,
  Search,
  WrapText,
  X,
} from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { countOf } from "./output-bar-count";
import type { Find } from "./use-find";

type OutputBarProps = {
  find: Find;
  field: RefObject<HTMLInputElement | null>;
  onStep(by: 1 | -1): void;
  filter: boolean;
  onFilter(): void;
  wrap: boolean;
  onWrap(): void;
  full: boolean;
  onFull(): void;
  /** The route that answers the output's bytes. */
  raw: string;
  fileName: string;
};

/** Find, filter, wrap, raw, download, full screen: 40 px above the output. */
export function OutputBar({ find, field, onStep, ...bar }: OutputBarProps) {
  const { text } = find.input;
  const clear = () => find.change({ text: "" });
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line bg-panel pr-2 pl-3.5 pointer-coarse:h-12">
      <Search aria-hidden="true" size={15} strokeWidth={1.5} className="shrink-0 text-ink-3" />
      <input
        ref={field}
        value={text}
        onChange={(event) => find.change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
          if (event.key !== "Escape") return;
          clear();
          event.currentTarget.blur();
        }}
        placeholder="Find in output"
        aria-label="Find in output"
        spellCheck={false}
        autoComplete="off"
        className="h-8 min-w-0 flex-1 bg-transparent px-2 text-body outline-none"
      />
      {text !== "" && (
        <>
          <span aria-live="polite" className="shrink-0 text-meta text-ink-2 tabular-nums">
            {countOf(find)}
          </span>
          <IconButton
            label="Previous match"
            onClick={() => onStep(-1)}
            icon={<ChevronUp size={16} strokeWidth={1.5} />}
          />
          <IconButton
            label="Next match"
            onClick={() => onStep(1)}
            icon={<ChevronDown size={16} strokeWidth={1.5} />}
          />
          <IconButton label="Clear" onClick={clear} icon={<X size={15} strokeWidth={1.5} />} />
        </>
      )}
      <Switch
        on={bar.filter}
        onClick={bar.onFilter}
        label="Filter"
        icon={<ListFilter size={15} strokeWidth={1.5} />}
        title="Show only the lines that match"
      />
      <Switch
        on={bar.wrap}
        onClick={bar.onWrap}
        label="Wrap"
        icon={<WrapText size={15} strokeWidth={1.5} />}
        title="Wrap long lines"
      />
      <a href={bar.raw} target="_blank" rel="noreferrer" className={`${item} max-sm:hidden`}>
        Raw
        <ArrowUpRight aria-hidden="true" size={13} strokeWidth={1.75} />
      </a>
      <Tooltip content="Download">
        <a href={bar.raw} download={bar.fileName} aria-label="Download" className={item}>
          <Download aria-hidden="true" size={16} strokeWidth={1.5} />
        </a>
      </Tooltip>
      <IconButton
        label={bar.full ? "Leave full screen" : "Full screen"}
        onClick={bar.onFull}
        icon={bar.full ? <Minimize size={16} strokeWidth={1.5} /> : <Maximize size={16} strokeWidth={1.5} />}
      />
    </div>
  );
}

const item =
  "inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1 rounded-control px-2 text-strong text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:h-11 pointer-coarse:min-w-9";

function IconButton({ label, icon, onClick }: { label: string; icon: ReactNode; onClick(): void }) {
  return (
    <Tooltip content={label}>
      <button type="button" aria-label={label} onClick={onClick} className={`${item} px-1.5`}>
        {icon}
      </button>
    </Tooltip>
  );
}

type SwitchProps = { on: boolean; label: string; title: string; icon: ReactNode; onClick(): void };

function Switch({ on, label, title, icon, onClick }: SwitchProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      title={title}
      onClick={onClick}
      className={`${item} ${on ? "bg-tint-live text-live hover:text-live" : ""}`}
    >
      <span className="sm:hidden">{icon}</span>
      <span className="max-sm:sr-only">{label}</span>
    </button>
  );
}
