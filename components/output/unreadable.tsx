"use client";

import { Failed } from "@/components/ui/panel-states";
import type { ApiFailure } from "@/lib/client/api";

/** Shown instead of an output that cannot be read. */
export function Unreadable({ error, onRetry }: { error: ApiFailure; onRetry(): void }) {
  return (
    <div className="p-4 font-sans">
      <Failed what="The output" error={error} onRetry={onRetry} />
    </div>
  );
}
