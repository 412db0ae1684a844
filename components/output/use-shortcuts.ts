import { useEffect, useEffectEvent } from "react";
import { actionOf, outputShortcuts, pressOf } from "@/components/ui/shortcuts";

/** The actions of the pane's keys. They apply while no other element of the page has the focus. */
export type Shortcuts = {
  /** Returns true if it handled the key; otherwise the browser does. */
  find(): boolean;
  follow(): void;
  step(by: 1 | -1): void;
  error(): void;
  section(by: 1 | -1): void;
  fold(): void;
  wrap(): void;
  copy(kind: "text" | "quote" | "link"): void;
};

export function useShortcuts(shortcuts: Shortcuts, inside: () => HTMLElement | null): void {
  const run = {
    follow: () => shortcuts.follow(),
    nextMatch: () => shortcuts.step(1),
    previousMatch: () => shortcuts.step(-1),
    firstError: () => shortcuts.error(),
    nextSection: () => shortcuts.section(1),
    previousSection: () => shortcuts.section(-1),
    foldSection: () => shortcuts.fold(),
    wrap: () => shortcuts.wrap(),
    copyText: () => shortcuts.copy("text"),
    copyQuote: () => shortcuts.copy("quote"),
    copyLink: () => shortcuts.copy("link"),
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const ours = target === document.body || (target !== null && inside()?.contains(target) === true);
    if (!ours || event.defaultPrevented || event.altKey) return;
    const action = actionOf(outputShortcuts, pressOf(event));
    if (action === "find") {
      if (shortcuts.find()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || target?.closest("input, textarea, select, [contenteditable]"))
      return;
    if (action) run[action]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
