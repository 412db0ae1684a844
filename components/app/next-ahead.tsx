import { LinkButton } from "@/components/ui/button";
import * as text from "@/lib/text/app";
import { changesText, reviewLink } from "./review-link";
import { Strip } from "./strip";
import type { AppData } from "./use-app-data";

/** Links to the review if the running code is ahead of the next stage. */
export function NextAhead({ data: { place, nextStage } }: { data: AppData }) {
  if (!place || !nextStage) return null;
  const { lane, source, ahead } = nextStage;
  const changes = changesText(nextStage);
  const targets =
    ahead.behind.length === 1 ? (ahead.behind[0]?.app.name ?? "") : `${ahead.behind.length} apps`;
  return (
    <Strip
      kind="calm"
      title={text.aheadOf(changes, lane.to)}
      action={
        <LinkButton
          acts
          variant="ink"
          href={reviewLink(place.pipeline.name, nextStage)}
          className="h-11 w-full sm:h-8 sm:w-auto"
        >
          {text.openReview(changes)}
        </LinkButton>
      }
    >
      {source.current && text.canGoTo(source.current.version, targets)}
    </Strip>
  );
}
