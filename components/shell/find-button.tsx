import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import * as text from "@/lib/text/shell";

/** Opens the palette; shows its keyboard shortcut. */
export function FindButton({ onFind }: { onFind: () => void }) {
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
