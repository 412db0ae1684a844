import { parseAsBoolean, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { putBackLabel, putBackPlan } from "@/lib/promotion/put-back-plan";
import type { Promotion } from "@/lib/schemas/promotion";
import { PutBackSheet } from "./put-back-sheet";
import type { PromotionData } from "./use-promotion-data";

/** "Put back v33 on eu, v31 on us…": shown as long as a target can be rolled back. */
export function PutBackButton({ promotion, data }: { promotion: Promotion; data: PromotionData }) {
  // Stored in the address, so that signing in again returns to the open sheet.
  const [open, setOpen] = useQueryState("put-back", parseAsBoolean.withDefault(false));
  const show = (next: boolean) => {
    setOpen(next || null, { history: next ? "push" : "replace" }).catch(() => {});
  };
  const lines = putBackPlan(promotion, data.reviewOf);
  const left = lines.filter((line) => line.state !== "back" && line.state !== "gone");
  // A roll back is undone by a promotion, with its review.
  if (left.length === 0 || promotion.kind === "put back") return null;
  return (
    <>
      <Button acts className="min-w-0 max-w-full max-sm:flex-1" onClick={() => show(true)}>
        {`${putBackLabel(left, data.nameOf)}…`}
      </Button>
      {open && <PutBackSheet promotion={promotion} data={data} lines={lines} onClose={() => show(false)} />}
    </>
  );
}
