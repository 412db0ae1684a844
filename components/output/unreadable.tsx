"use client";

import { Failed } from "@/components/ui/panel-states";
import type { ApiFailure } from "@/lib/client/api";
import * as text from "@/lib/text/output";

/** Shown instead of an output that cannot be read. */
export function Unreadable({ error, onRetry }: { error: ApiFailure; onRetry(): void }) {
  return (
    <div className="p-4 font-sans">
      <Failed what={text.theOutput} error={error} onRetry={onRetry} />
    </div>
  );
}
