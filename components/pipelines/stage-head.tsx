import { StageTag } from "@/components/ui/names";
import { stageTitle } from "@/lib/apps/stages";
import * as text from "@/lib/text/pipeline";

/** The heading of a column: the stage's tag, its name, the number of apps. */
export function StageHead({ stage, count }: { stage: string; count: number }) {
  return (
    <h2 className="flex h-5 items-center gap-2 font-normal">
      <StageTag stage={stage} loud />
      <span className="text-strong">{stageTitle(stage)}</span>
      <span className="text-meta text-ink-3">{count === 1 ? text.oneApp : text.appCount(count)}</span>
    </h2>
  );
}
