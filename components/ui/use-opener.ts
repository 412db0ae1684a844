import { useRef } from "react";

/**
 * Returns the focus to the opener of a dialog that has no trigger of its own. If the opener was a menu item that no
 * longer exists, the menu's button gets the focus, or the page's main element if that is gone too.
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
