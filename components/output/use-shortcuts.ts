"use client";

import { useEffect, useRef } from "react";

/** What the keys of the pane do. They act while nothing else on the page wants the typing. */
export type Shortcuts = {
  /** Ctrl F or ⌘F: true when it was taken; the second press is left to the browser. */
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
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const ours = target === document.body || (target !== null && inside()?.contains(target) === true);
      if (!ours || event.defaultPrevented || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && event.key === "f") {
        if (latest.current.find()) event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || target?.closest("input, textarea, select, [contenteditable]"))
        return;
      if (event.key === "f") latest.current.follow();
      else if (event.key === "n") latest.current.step(1);
      else if (event.key === "N") latest.current.step(-1);
      else bare(event.key, latest.current);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [inside]);
}

function bare(key: string, does: Shortcuts): void {
  if (key === "e") does.error();
  else if (key === "s") does.section(1);
  else if (key === "S") does.section(-1);
  else if (key === "x") does.fold();
  else if (key === "w") does.wrap();
  else if (key === "c") does.copy("text");
  else if (key === "q") does.copy("quote");
  else if (key === "l") does.copy("link");
}
