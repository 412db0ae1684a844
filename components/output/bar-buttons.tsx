"use client";

import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";

export const barItem =
  "inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1 rounded-control px-2 text-strong text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:h-11 pointer-coarse:min-w-9";

const pressed = "bg-tint-live text-live hover:text-live";

type IconButtonProps = { label: string; icon: ReactNode; onClick(): void };

export function IconButton({ label, icon, onClick }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <button type="button" aria-label={label} onClick={onClick} className={`${barItem} px-1.5`}>
        {icon}
      </button>
    </Tooltip>
  );
}

export function IconSwitch({ label, icon, on, onClick }: IconButtonProps & { on: boolean }) {
  return (
    <Tooltip content={label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={on}
        onClick={onClick}
        className={`${barItem} px-1 max-sm:hidden ${on ? pressed : ""}`}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

type SwitchProps = { on: boolean; label: string; title: string; icon: ReactNode; onClick(): void };

export function Switch({ on, label, title, icon, onClick }: SwitchProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      title={title}
      onClick={onClick}
      className={`${barItem} ${on ? pressed : ""}`}
    >
      <span className="sm:hidden">{icon}</span>
      <span className="max-sm:sr-only">{label}</span>
    </button>
  );
}
