import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/state";

/** Shows an error as an alert. */
export function Problem({ message, children }: { message: string; children?: ReactNode }) {
  return (
    <div role="alert" className="flex flex-wrap items-start gap-2 rounded-panel bg-tint-bad px-3 py-2.5">
      <Glyph kind="bad" className="mt-0.5" />
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">{message}</p>
      {children}
    </div>
  );
}
