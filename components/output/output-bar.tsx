"use client";

import { Check, ChevronUp, Copy, Download, ListFilter, Maximize, Minimize, WrapText } from "lucide-react";
import { Menu, MenuHeading, MenuItem } from "@/components/ui/menu";
import { formatCount } from "@/lib/format/format";
import type { LineRange } from "@/lib/log-viewer/engine/lines/line-anchor";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/output";
import { barItem, IconButton, Switch } from "./bar-buttons";
import { FindField } from "./find-field";
import type { useBar } from "./use-bar";
import type { CopyKind } from "./use-copy";
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
        label={common.filter}
        icon={<ListFilter size={15} strokeWidth={1.5} />}
        title={text.showOnlyMatching}
      />
      {filtered && (
        <select
          aria-label={text.linesAroundMatches}
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
        label={text.wrap}
        icon={<WrapText size={15} strokeWidth={1.5} />}
        title={common.wrapLongLines}
      />
      <CopyMenu {...bar.copy} />
      <SaveMenu {...bar.save} />
      <IconButton
        label={bar.full ? text.leaveFullScreen : text.fullScreen}
        onClick={bar.onFull}
        icon={bar.full ? <Minimize size={16} strokeWidth={1.5} /> : <Maximize size={16} strokeWidth={1.5} />}
      />
      {bar.onClose && (
        <IconButton
          label={text.hide}
          onClick={bar.onClose}
          icon={<ChevronUp size={16} strokeWidth={1.5} />}
        />
      )}
    </div>
  );
}

type SaveMenuProps = {
  log: OutputLog;
  /** The route of the output's bytes. */
  raw: string;
  fileName: string;
};

/** Opens the raw output in a new tab, or downloads it with or without colors. */
function SaveMenu({ log, raw, fileName }: SaveMenuProps) {
  return (
    <Menu
      label={text.rawAndDownload}
      trigger={
        <button type="button" aria-label={text.rawAndDownload} className={`${barItem} px-1.5`}>
          <Download aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuItem href={raw} external>
        Raw, in a new tab
      </MenuItem>
      <MenuItem onSelect={() => void log.requests.file().then((file) => saveAs(file, fileName))}>
        {text.download(fileName)}
      </MenuItem>
      <MenuItem onSelect={() => saveAs(raw, fileName.replace(/\.log$/, ".ansi.log"))}>
        Download with colors
      </MenuItem>
    </Menu>
  );
}

/** Downloads a file, or a URL, under a name. */
function saveAs(file: Blob | string, name: string): void {
  const link = document.createElement("a");
  const made = typeof file === "string" ? null : URL.createObjectURL(file);
  link.href = made ?? (typeof file === "string" ? file : "");
  link.download = name;
  link.click();
  // The download has started by then and no longer needs the URL.
  if (made) setTimeout(() => URL.revokeObjectURL(made), 60_000);
}

type CopyMenuProps = {
  /** The kind that was copied last, for a moment. */
  copied: CopyKind | null;
  /** The chosen lines, or null for the whole output. */
  range: LineRange | null;
  onCopy(kind: CopyKind): void;
};

const KINDS: readonly (readonly [CopyKind, string, string?])[] = [
  ["text", text.copyText, "c"],
  ["quote", common.copyAsQuote, "q"],
  ["colors", text.copyWithColors],
  ["link", common.copyLink, "l"],
];

/** A menu that copies the chosen lines, or the whole output. */
function CopyMenu({ copied, range, onCopy }: CopyMenuProps) {
  const Icon = copied ? Check : Copy;
  return (
    <Menu
      label={text.copy}
      trigger={
        <button type="button" aria-label={copied ? common.copied : text.copy} className={`${barItem} px-1.5`}>
          <Icon aria-hidden="true" size={15} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuHeading>{labelOf(range)}</MenuHeading>
      {KINDS.map(([kind, label, shortcut]) => (
        <MenuItem key={kind} onSelect={() => onCopy(kind)} {...(shortcut ? { shortcut } : {})}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function labelOf(range: LineRange | null): string {
  if (range === null) return text.theWholeOutput;
  return range.from === range.to
    ? text.line(formatCount(range.from))
    : text.linesFromTo(formatCount(range.from), formatCount(range.to));
}
