import { paths } from "@/lib/paths";
import type { NextStage } from "@/lib/review/lanes";
import * as text from "@/lib/text/app";
import { changes } from "@/lib/text/review";

/** Returns the address of the lane that reviews an app; it names the app if the lane would open with another one. */
export function reviewLink(pipeline: string, { lane, source, isLeading }: NextStage): string {
  return paths.pipeline(pipeline, {
    from: lane.from,
    to: lane.to,
    ...(isLeading ? {} : { source: source.app.name }),
  });
}

/** Returns "3 changes", "1 change", or "other code" if the number is unknown. */
export function changesText({ ahead }: NextStage): string {
  if (ahead.count === null) return text.otherCode;
  return changes(ahead.count);
}
