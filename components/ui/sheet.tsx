import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useRef } from "react";
import * as common from "@/lib/text/common";

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  /** Stays at the bottom, within reach of a thumb. */
  footer?: ReactNode;
};

/** A panel from the right. Esc closes it and returns the focus to its opener. */
export function Sheet({ open, onOpenChange, title, children, footer }: SheetProps) {
  const opener = useOpener();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          {...opener}
          className="fixed inset-y-0 right-0 z-40 flex w-full animate-slide-in flex-col border-line bg-panel shadow-float max-sm:top-6 max-sm:rounded-t-[16px] sm:w-110 sm:border-l"
        >
          <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line pr-3 pl-4 sm:pl-6">
            <Dialog.Title className="flex min-w-0 flex-1 items-center gap-2 text-large/6 font-semibold tracking-tight">
              {title}
            </Dialog.Title>
            <Dialog.Close
              aria-label={common.closeLabel}
              className="flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover pointer-coarse:size-11"
            >
              <X aria-hidden="true" size={16} strokeWidth={1.5} />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-5 sm:px-6">{children}</div>
          {footer && <footer className="shrink-0 border-t border-line px-4 py-4 sm:px-6">{footer}</footer>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/**
 * Returns focus handlers for a dialog without a trigger: closing it focuses its opener, else the button of the menu
 * that contained the opener, else the page's main element.
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
