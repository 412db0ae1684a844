import { LinkButton } from "@/components/ui/button";
import { stageTitle } from "@/lib/apps/stages";
import { cutName } from "@/lib/format/cut-name";
import * as text from "@/lib/text/app";
import { changesText, reviewLink } from "./review-link";
import { SidePanel } from "./side-panel";
import type { AppData } from "./use-app-data";

/** Compares this app with the next stage of its pipeline and links to the lane. Renders nothing without a next stage. */
export function NextStagePanel({ data: { place, nextStage } }: { data: AppData }) {
  if (!place || !nextStage) return null;
  const { lane, source, ahead } = nextStage;
  const [only] = ahead.behind;
  const where =
    ahead.behind.length === 1 && only ? cutName(only.app.name, 20) : `${ahead.behind.length} apps`;
  return (
    <SidePanel title={text.nextStage}>
      <p className="text-output text-ink">
        {ahead.kind === "ahead" && text.aheadOf(changesText(nextStage), lane.to)}
        {ahead.kind === "behind" && text.behindStage(changesText(nextStage), lane.to)}
        {ahead.kind === "same" && text.runsTheSameCode(stageTitle(lane.to))}
        {ahead.kind === "other" && text.runsOtherCode(stageTitle(lane.to))}
        {ahead.kind === "nothing" && text.nothingToPromote}
      </p>
      {ahead.behind.length > 0 && source.current && (
        <LinkButton
          size="sm"
          href={reviewLink(place.pipeline.name, nextStage)}
          className="mt-2 w-full max-w-full"
        >
          <span className="truncate">{text.openReviewOfVersion(source.current.version, where)}</span>
        </LinkButton>
      )}
    </SidePanel>
  );
}
