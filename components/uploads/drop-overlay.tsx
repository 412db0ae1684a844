import { createPortal } from "react-dom";
import { dropSendsNothing } from "@/lib/text/uploads";

/** Covers the page while files are dragged over it; names the target and that a drop sends nothing yet. */
export function DropOverlay({ title }: { title: string }) {
  return createPortal(
    <div className="pointer-events-none fixed inset-0 z-50 bg-paper/85">
      <div className="absolute inset-4 flex flex-col items-center justify-center gap-2 rounded-panel border-2 border-dashed border-live px-6 text-center">
        <p className="text-title text-ink">{title}</p>
        <p className="text-body text-ink-2">{dropSendsNothing}</p>
      </div>
    </div>,
    document.body,
  );
}
