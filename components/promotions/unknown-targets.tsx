import { Glyph } from "@/components/ui/state";
import { listed } from "@/lib/format/list";
import type { Promotion } from "@/lib/schemas/promotion";
import { cannotSeeTargets, notReadTargets } from "@/lib/text/promotion";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; data: PromotionData };

/** One sentence about the targets whose running release is unknown. */
export function UnknownTargets({ promotion, data }: Props) {
  const { version } = promotion.source.release;
  const done = promotion.targets.filter(({ step }) => step === "done");
  const hidden = done.filter((target) => data.standingOf(target).state === "hidden");
  const unread = done.filter((target) => data.standingOf(target).state === "unread");
  const names = listed(unread.map((target) => data.nameOf(target.id)));
  const sentences = [
    hidden.length > 0 &&
      cannotSeeTargets(version, hidden.length === 1 ? "a hidden app" : `${hidden.length} hidden apps`),
    unread.length > 0 && !data.reviews.isPending && notReadTargets(version, names),
  ].filter((sentence) => sentence !== false);
  return sentences.map((sentence) => (
    <p key={sentence} className="mt-3 flex items-start gap-2 text-body text-ink-2">
      <Glyph kind="unknown" className="mt-0.5" />
      {sentence}
    </p>
  ));
}
