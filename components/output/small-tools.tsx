"use client";

import { Ellipsis, Maximize } from "lucide-react";
import { IconButton } from "./bar-buttons";

/** Replaces the bar of a small output: opens the bar, or the full screen. */
export function SmallTools({ onOpen, onFull }: { onOpen(): void; onFull(): void }) {
  return (
    <div className="absolute top-1.5 right-4 z-3 flex rounded-control border border-line bg-panel pointer-coarse:top-1">
      <IconButton
        label="Find, filter, copy"
        onClick={onOpen}
        icon={<Ellipsis size={16} strokeWidth={1.5} />}
      />
      <IconButton label="Full screen" onClick={onFull} icon={<Maximize size={15} strokeWidth={1.5} />} />
    </div>
  );
}
