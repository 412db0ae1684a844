import { X } from "lucide-react";
import * as Radix from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import * as common from "@/lib/text/common";
import * as pageText from "@/lib/text/page";
import { Glyph, type StateKind } from "./state";

export type ToastMessage = {
  kind: StateKind;
  title: string;
  text?: string;
  action?: { label: string; onClick: () => void };
};

type Show = (message: ToastMessage) => void;
const Context = createContext<Show>(() => {});

/**
 * Returns the function that shows a toast: `toast({ kind: "ok", title: "Set DATABASE_URL" })`. For results that
 * no panel shows.
 */
export function useToast(): Show {
  return useContext(Context);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(ToastMessage & { id: number })[]>([]);
  // The viewport has a style attribute, which a strict policy refuses in the server's HTML.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const show = useCallback<Show>((message) => {
    setToasts((old) => [...old.slice(-2), { ...message, id: (old.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  return (
    <Context value={show}>
      {children}
      {mounted && (
        <Radix.Toast.Provider label={pageText.message} duration={6_000} swipeDirection="right">
          {toasts.map((toast) => (
            <Radix.Toast.Root
              key={toast.id}
              className="flex animate-slide-in gap-2 rounded-panel border border-edge bg-panel py-2.5 pr-2 pl-3 shadow-float"
              onOpenChange={(open) => {
                if (!open) setToasts((old) => old.filter((other) => other.id !== toast.id));
              }}
            >
              <Glyph kind={toast.kind} className="mt-0.5" />
              <div className="min-w-0 flex-1">
                <Radix.Toast.Title className="text-strong wrap-anywhere">{toast.title}</Radix.Toast.Title>
                {toast.text && (
                  <Radix.Toast.Description className="text-meta text-ink-2 wrap-anywhere">
                    {toast.text}
                  </Radix.Toast.Description>
                )}
              </div>
              {toast.action && (
                <Radix.Toast.Action
                  altText={toast.action.label}
                  onClick={toast.action.onClick}
                  className="self-center px-1 text-strong text-live hover:underline"
                >
                  {toast.action.label}
                </Radix.Toast.Action>
              )}
              <Radix.Toast.Close
                aria-label={common.closeLabel}
                className="flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X aria-hidden="true" size={14} strokeWidth={1.5} />
              </Radix.Toast.Close>
            </Radix.Toast.Root>
          ))}
          <Radix.Toast.Viewport className="fixed right-0 bottom-0 z-50 flex w-96 max-w-full flex-col gap-2 p-4 outline-none" />
        </Radix.Toast.Provider>
      )}
    </Context>
  );
}
