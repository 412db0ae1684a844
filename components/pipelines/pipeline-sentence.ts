import { stageTitle } from "@/lib/apps/stages";
import { leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import { changes, changesBehind } from "@/lib/text/review";

/** Returns "Staging is 3 changes ahead of production. Nothing is moving." for the lane nearest to production. */
export function pipelineSentence(lanes: readonly StageLane<ReviewApp>[], apps: readonly ReviewApp[]): string {
  const words = [...lanes].reverse().map(laneSentence);
  const distance = words.find((one) => one.ahead)?.text ?? words[0]?.text;
  return [distance, movingSentence(apps)].filter(Boolean).join(" ");
}

function laneSentence(lane: StageLane<ReviewApp>): { text: string; ahead: boolean } {
  const source = leadingSource(lane);
  const [from, to] = [stageTitle(lane.from), lane.to];
  const { kind, count } = source
    ? stageAhead(source, lane.targets)
    : { kind: "nothing" as const, count: null };
  switch (kind) {
    case "ahead":
      return { text: `${from} is ${changes(count ?? 0)} ahead of ${to}.`, ahead: true };
    case "behind":
      return { text: `${from} is ${changesBehind(count ?? 0)} ${to}.`, ahead: true };
    case "other":
      return { text: `${from} and ${to} run different code.`, ahead: true };
    case "same":
      return { text: `${stageTitle(to)} runs what ${lane.from} runs.`, ahead: false };
    case "nothing":
      return { text: `Nothing runs in ${lane.from} yet.`, ahead: false };
  }
}

function movingSentence(apps: readonly ReviewApp[]): string {
  const moving = apps.filter(
    ({ newest, builds }) => newest?.status === "pending" || builds[0]?.status === "pending",
  );
  const [first, second] = moving;
  if (!first) return "Nothing is moving.";
  return second ? `${moving.length} apps are moving.` : `${first.app.name} is moving.`;
}
