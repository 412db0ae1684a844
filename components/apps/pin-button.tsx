import { Pin } from "lucide-react";
import { usePins } from "@/components/ui/pins";
import * as appText from "@/lib/text/app";

/** Pins an app to the rail; shows on hover and focus, filled once pinned. */
export function PinButton({ app }: { app: string }) {
  const { pins, full, toggle } = usePins();
  const pinned = pins.includes(app);
  return (
    <button
      type="button"
      aria-label={appText.pinApp(app)}
      aria-pressed={pinned}
      aria-disabled={(full && !pinned) || undefined}
      title={pinned ? appText.unpin : full ? appText.pinsFull(pins.length) : appText.pin}
      onClick={() => toggle(app)}
      className={`relative flex size-4 items-center justify-center rounded-[4px] text-ink-3 before:absolute before:-inset-2 hover:text-ink focus-visible:opacity-100 opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100`}
    >
      <Pin aria-hidden="true" size={14} strokeWidth={1.5} fill={pinned ? "currentColor" : "none"} />
    </button>
  );
}
