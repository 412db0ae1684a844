import type { Promotion } from "@/lib/schemas/promotion";

/** The text entered when it was sent: the note, and the reason for overriding a lock. */
export function PromotionNotes({ promotion }: { promotion: Promotion }) {
  const { note, override } = promotion;
  if (!note && !override) return null;
  return (
    <dl className="mt-4 flex flex-col gap-1 text-body">
      {note && (
        <div className="flex gap-2">
          <dt className="shrink-0 text-ink-3">Note</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{note}</dd>
        </div>
      )}
      {override && (
        <div className="flex gap-2">
          <dt className="shrink-0 text-warn">▲ Past the lock</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{override}</dd>
        </div>
      )}
    </dl>
  );
}
