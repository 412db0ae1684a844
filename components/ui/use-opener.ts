import { useRef } from "react";

/**
 * Returns the focus to what opened a dialog, whose own trigger is not a part of it. An opener that was an item of a menu
 * is gone with it: then the menu's button gets the focus, and the page's main part where neither is left.
 */
export function useOpener() {
  const opener = useRef<() => HTMLElement | null>(() => null);
  return {
    onOpenAutoFocus: () => {
      const from = document.activeElement;
      const trigger = from?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? "";
      opener.current = () => {
        if (from instanceof HTMLElement && from.isConnected && from !== document.body) return from;
        return document.getElementById(trigger);
      };
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      (opener.current() ?? document.getElementById("main"))?.focus();
    },
  };
}
