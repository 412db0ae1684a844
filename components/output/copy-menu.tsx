"use client";

import { Check, Copy } from "lucide-react";
import { Menu, MenuHeading, MenuItem } from "@/components/ui/menu";
import { formatCount } from "@/lib/format/format";
import type { LineRange } from "@/lib/log-viewer/engine/lines/line-anchor";
import { barItem } from "./bar-buttons";
import type { CopyKind } from "./use-copy";

export type CopyMenuProps = {
  /** What was copied last, for a moment. */
  copied: CopyKind | null;
  /** What would be copied: the chosen lines, else all. */
  range: LineRange | null;
  onCopy(kind: CopyKind): void;
};

const KINDS: readonly (readonly [CopyKind, string, string?])[] = [
  ["text", "Copy text", "c"],
  ["quote", "Copy as quote", "q"],
  ["colours", "Copy with colours"],
  ["link", "Copy link", "l"],
];

/** Copies the lines that are chosen by their numbers, or everything. */
export function CopyMenu({ copied, range, onCopy }: CopyMenuProps) {
  const Icon = copied ? Check : Copy;
  return (
    <Menu
      label="Copy"
      trigger={
        <button type="button" aria-label={copied ? "Copied" : "Copy"} className={`${barItem} px-1.5`}>
          <Icon aria-hidden="true" size={15} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuHeading>{wordsOf(range)}</MenuHeading>
      {KINDS.map(([kind, label, shortcut]) => (
        <MenuItem key={kind} onSelect={() => onCopy(kind)} {...(shortcut ? { shortcut } : {})}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function wordsOf(range: LineRange | null): string {
  if (range === null) return "The whole output";
  return range.from === range.to
    ? `Line ${formatCount(range.from)}`
    : `Lines ${formatCount(range.from)} to ${formatCount(range.to)}`;
}
