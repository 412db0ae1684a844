"use client";

import { Check, Copy } from "lucide-react";
import { Menu, MenuHeading, MenuItem } from "@/components/ui/menu";
import { formatCount } from "@/lib/format/format";
import type { LineRange } from "@/lib/log-viewer/engine/lines/line-anchor";
import { barItem } from "./bar-buttons";
import type { CopyKind } from "./use-copy";

export type CopyMenuProps = {
  /** The kind that was copied last, for a moment. */
  copied: CopyKind | null;
  /** The chosen lines, or null for the whole output. */
  range: LineRange | null;
  onCopy(kind: CopyKind): void;
};

const KINDS: readonly (readonly [CopyKind, string, string?])[] = [
  ["text", "Copy text", "c"],
  ["quote", "Copy as quote", "q"],
  ["colours", "Copy with colours"],
  ["link", "Copy link", "l"],
];

/** A menu that copies the chosen lines, or the whole output. */
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
  if (range === null) return "The whole output";
  return range.from === range.to
    ? `Line ${formatCount(range.from)}`
    : `Lines ${formatCount(range.from)} to ${formatCount(range.to)}`;
}
