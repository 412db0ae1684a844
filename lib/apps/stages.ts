import type { Pipeline } from "@/lib/schemas/pipeline";

/** Stages that apps are promoted through, in order. Review and test apps are neither source nor target. */
const PROMOTED = ["development", "staging", "production"];

/** Where a stage stands among others: those of the promotion first, in order; review and test apps last. */
export function stageOrder(stage: string): number {
  const at = PROMOTED.indexOf(stage);
  return at === -1 ? PROMOTED.length : at;
}

/** Whether apps of this stage take part in promotions. */
export const isPromoted = (stage: string) => PROMOTED.includes(stage);

/** "staging" → "Staging". */
export const stageTitle = (stage: string) => stage.charAt(0).toUpperCase() + stage.slice(1);

/** Items of a pipeline by their stage. */
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

/** The pipeline that an app is in, and its stage there. */
export type Place = { pipeline: { id: string; name: string }; stage: string };

/** App id → where it stands. An app is in one pipeline at most. */
export function placesOf(pipelines: readonly Pipeline[]): ReadonlyMap<string, Place> {
  return new Map(
    pipelines.flatMap(({ id, name, couplings }) =>
      couplings.map(({ app, stage }) => [app.id, { pipeline: { id, name }, stage }] as const),
    ),
  );
}
