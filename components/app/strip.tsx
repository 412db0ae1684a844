import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/state";
import * as text from "@/lib/text/app";

const tints = {
  live: "border-live/25 bg-tint-live",
  bad: "border-bad/35 bg-tint-bad",
  calm: "border-line bg-panel",
};

const titleColors = { live: "text-live", bad: "text-bad", calm: "text-ink" };

/** The strip below the current release: an event, its effect, and one button. */
export function Strip({
  kind,
  title,
  children,
  action,
}: {
  kind: "live" | "bad" | "calm";
  title: ReactNode;
  children?: ReactNode;
  action: ReactNode;
}) {
  return (
    <section
      aria-label={text.nextTitle}
      className={`mt-4 flex min-h-12 flex-col gap-x-3 gap-y-2 rounded-panel border p-3 sm:flex-row sm:items-center sm:py-1.5 sm:pr-2 sm:pl-4 ${tints[kind]}`}
    >
      <div className="flex min-w-0 flex-1 gap-2 text-body">
        {kind !== "calm" && <Glyph kind={kind} className="mt-0.5" />}
        <div className="flex min-w-0 flex-1 flex-col gap-x-3 gap-y-1 sm:flex-row sm:items-center">
          <span className={`text-strong sm:shrink-0 ${titleColors[kind]}`}>{title}</span>
          <span className="min-w-0 text-ink-2 sm:truncate">{children}</span>
        </div>
      </div>
      {action}
    </section>
  );
}
