import type { Pipeline } from "@/lib/schemas/pipeline";

/** The stages of promotions, in order. Review and test apps are neither source nor target. */
const PROMOTED = ["development", "staging", "production"];

/** Returns the sort position of a stage: the stages of promotions in order, then review and test apps. */
export function stageOrder(stage: string): number {
  const at = PROMOTED.indexOf(stage);
  return at === -1 ? PROMOTED.length : at;
}

/** Returns true if apps of this stage take part in promotions. */
export const isPromoted = (stage: string) => PROMOTED.includes(stage);

/** "staging" → "Staging". */
export const stageTitle = (stage: string) => stage.charAt(0).toUpperCase() + stage.slice(1);

/** Groups the items of a pipeline by stage. */
export function byStage<T>(
  items: readonly T[],
  stageOf: (item: T) => string,
): { stage: string; apps: T[] }[] {
  const stages = new Map<string, T[]>();
  for (const item of items) {
    const own = stages.get(stageOf(item));
    if (own) own.push(item);
    else stages.set(stageOf(item), [item]);
  }
  return [...stages].map(([stage, apps]) => ({ stage, apps }));
}

/** The pipeline of an app, and its stage there. */
export type Place = { pipeline: { id: string; name: string }; stage: string };

/** Maps app ids to their place. An app is in at most one pipeline. */
export function placesOf(pipelines: readonly Pipeline[]): ReadonlyMap<string, Place> {
  return new Map(
    pipelines.flatMap(({ id, name, couplings }) =>
      couplings.map(({ app, stage }) => [app.id, { pipeline: { id, name }, stage }] as const),
    ),
  );
}
