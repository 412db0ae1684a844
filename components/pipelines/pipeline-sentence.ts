import { stageTitle } from "@/lib/apps/stages";
import { leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";
import { changes, changesBehind } from "@/lib/text/review";

/** Returns "Staging is 3 changes ahead of production. Nothing is moving." for the lane nearest to production. */
export function pipelineSentence(lanes: readonly StageLane<ReviewApp>[], apps: readonly ReviewApp[]): string {
  const sentences = [...lanes].reverse().map(laneSentence);
  const distance = sentences.find((one) => one.differs)?.sentence ?? sentences[0]?.sentence;
  return [distance, movingSentence(apps)].filter(Boolean).join(" ");
}

function laneSentence(lane: StageLane<ReviewApp>): { sentence: string; differs: boolean } {
  const source = leadingSource(lane);
  const [from, to] = [stageTitle(lane.from), lane.to];
  const { kind, count } = source
    ? stageAhead(source, lane.targets)
    : { kind: "nothing" as const, count: null };
  switch (kind) {
    case "ahead":
      return { sentence: text.isAheadOf(from, changes(count ?? 0), to), differs: true };
    case "behind":
      return { sentence: text.isBehind(from, changesBehind(count ?? 0), to), differs: true };
    case "other":
      return { sentence: text.runDifferentCode(from, to), differs: true };
    case "same":
      return { sentence: text.runsWhatRunsIn(stageTitle(to), lane.from), differs: false };
    case "nothing":
      return { sentence: text.nothingRunsInYet(lane.from), differs: false };
  }
}

function movingSentence(apps: readonly ReviewApp[]): string {
  const moving = apps.filter(
    ({ newest, builds }) => newest?.status === "pending" || builds[0]?.status === "pending",
  );
  const [first, second] = moving;
  if (!first) return text.nothingIsMoving;
  return second ? text.appsAreMoving(moving.length) : text.appIsMoving(first.app.name);
}
