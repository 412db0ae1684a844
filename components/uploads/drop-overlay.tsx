import { createPortal } from "react-dom";

/** Over the whole page while files are dragged: where they would go, and that nothing is sent by dropping. */
export function DropOverlay({ title }: { title: string }) {
  return createPortal(
    <div className="pointer-events-none fixed inset-0 z-50 bg-paper/85">
      <div className="absolute inset-4 flex items-center justify-center rounded-panel border-2 border-dashed border-live px-6 text-center">
        <p className="text-title text-ink">{title}</p>
        <p className="text-body text-ink-2">Nothing is sent before you press the button.</p>
      </div>
    </div>,
    document.body,
  );
}
