import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";
import { AccountMenu } from "./account-menu";
import { LowBudget } from "./calls-left";
import { ConnectionChip } from "./connection-chip";
import { Brand, NavLinks } from "./nav-links";
import type { Person } from "./person";
import { Pinned } from "./pinned";

/** The navigation at the left, collapsible. Replaced by the top bar below 1024 px. */
export function Rail({ person, onFind }: { person: Person; onFind: () => void }) {
  return (
    <aside
      aria-label={common.slipway}
      className="sticky top-0 hidden h-dvh w-58 shrink-0 flex-col border-r border-line px-3 folded:w-12 folded:px-1.5 lg:flex"
    >
      <Brand />
      <FindButton onFind={onFind} />
      <NavLinks />
      <div className="-mx-3 min-h-0 flex-1 overflow-y-auto px-3 folded:hidden">
        <Pinned />
      </div>
      <div className="flex flex-col gap-2 py-4 folded:mt-auto">
        <ConnectionChip />
        <LowBudget />
        <AccountMenu person={person} />
      </div>
    </aside>
  );
}

/** Opens the palette; shows its keyboard shortcut. */
function FindButton({ onFind }: { onFind: () => void }) {
  const keys = useFindKeys();
  return (
    <button
      type="button"
      onClick={onFind}
      aria-keyshortcuts="Control+K Meta+K"
      className="mb-[13px] flex h-8 items-center gap-2 rounded-control border border-edge bg-panel px-2 text-body text-ink-3 transition-colors duration-fast hover:bg-hover folded:justify-center folded:border-transparent folded:bg-transparent folded:px-0"
    >
      <Search aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0" />
      <span className="flex-1 text-left folded:sr-only">{text.find}</span>
      <kbd className="font-sans text-meta folded:hidden">{keys}</kbd>
    </button>
  );
}

const never = () => () => {};

/** Returns "⌘K" on Apple devices, else "Ctrl K", which the server always renders. */
function useFindKeys(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => "Ctrl K",
  );
}
