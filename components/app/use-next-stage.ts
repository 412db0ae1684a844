import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { isPromoted, placesOf, stageOrder } from "@/lib/apps/stages";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import { nextStageOf } from "@/lib/review/lanes";

/**
 * Returns the place of an app (by id) in its pipeline, and how far it is ahead of the next stage; each null until
 * known.
 */
export function useNextStage(app: string | undefined) {
  const pipelines = useQuery(pipelinesQuery());
  const items = pipelines.data?.items;
  const place = useMemo(() => (app && items ? (placesOf(items).get(app) ?? null) : null), [app, items]);
  const couplings = items?.find(({ id }) => id === place?.pipeline.id)?.couplings ?? [];
  const follows =
    place !== null &&
    isPromoted(place.stage) &&
    couplings.some(({ stage }) => isPromoted(stage) && stageOrder(stage) > stageOrder(place.stage));
  const details = useQuery({ ...pipelineQuery(place?.pipeline.name ?? ""), enabled: follows });
  const stage = useMemo(
    () => (app && details.data ? nextStageOf(details.data, app) : null),
    [app, details.data],
  );
  return { place, stage: follows ? stage : null };
}
