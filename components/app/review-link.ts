import { paths } from "@/lib/paths";
import type { NextStage } from "@/lib/review/pipeline-lanes";
import { changes } from "@/lib/text/review";

/** The lane that reviews what an app is ahead by; it names the app where the lane would open with another. */
export function reviewLink(pipeline: string, { lane, source, led }: NextStage): string {
  return paths.pipeline(pipeline, {
    from: lane.from,
    to: lane.to,
    ...(led ? {} : { source: source.app.name }),
  });
}

/** "3 changes", "1 change"; "other code" where the count is not known. */
export function changeWords({ ahead }: NextStage): string {
  if (ahead.count === null) return "other code";
  return changes(ahead.count);
}
