import { formatSpan, shortCommit } from "@/lib/format/format";
import { mayHaveRun } from "@/lib/promotion/target-text";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/promotion";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; data: PromotionData };

/** The previous release of each target and how long it ran. */
export function RollbackPlan({ promotion, data }: Props) {
  const targets = promotion.targets.filter((target) => target.previous);
  if (targets.length === 0) return null;
  const over =
    promotion.kind === "put back" ||
    promotion.put_back !== null ||
    targets.every((target) => data.standingOf(target).state === "overtaken");
  const title = over ? text.whatRanBefore : text.rollbackPlan;
  return (
    <section aria-label={title}>
      <h2 className="text-strong">{title}</h2>
      <ul className="mt-2">
        {targets.map((target) => (
          <li
            key={target.id}
            className="flex min-h-8 min-w-0 items-center gap-2.5 border-b border-line text-body"
          >
            <span className="shrink-0 text-meta text-ink-3">{data.nameOf(target.id)}</span>
            <span className="shrink-0 text-strong">
              {target.previous && text.releaseVersion(target.previous.version)}
            </span>
            {target.previous?.commit && (
              <span className="shrink-0 font-mono text-meta text-ink-2">
                {shortCommit(target.previous.commit)}
              </span>
            )}
            <span className="min-w-0 truncate text-ink-2">{ranText(target, data)}</span>
          </li>
        ))}
      </ul>
      {!over && <p className="mt-2 text-meta text-ink-3">{text.rollBackRestores}</p>}
    </section>
  );
}

/** Returns "ran 4 d", "keeps running until then", "still running". */
function ranText(target: PromotionTarget, data: PromotionData): string {
  const { step, previous, released_at, sent_at } = target;
  if (data.standingOf(target).state === "overtaken" && !mayHaveRun(target)) return text.ranOn;
  if (step === "waiting") return text.keepsRunning;
  if (!mayHaveRun(target)) return text.stillRunning;
  const release = data.reviewOf(target.app.id)?.releases.find((each) => each.id === previous?.id);
  const until = released_at ?? sent_at;
  if (!release || !until) return text.ranBefore;
  return text.ranFor(formatSpan(Math.max(0, Date.parse(until) - Date.parse(release.created_at))));
}
