import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nextStep } from "@/lib/apps/next-step";
import { isPromoted, placesOf, stageOrder } from "@/lib/apps/stages";
import { appQuery } from "@/lib/client/apps";
import { buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { nextStageOf } from "@/lib/review/lanes";
import { horizonOf, timelineRows } from "@/lib/timeline/rows";

/** Returns the data of an app's page, from queries shared with other pages; polled. */
export function useAppData(app: string) {
  const details = useQuery(appQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const dynoList = useQuery(dynosQuery(app));
  const formationList = useQuery(formationQuery(app));
  const { place, stage: nextStage } = useNextStage(details.data?.id);

  const merged = useMemo(() => {
    const builds = buildPages.data?.pages.flatMap((page) => page.items) ?? [];
    const releases = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
    const horizon = horizonOf(buildPages.data?.pages ?? [], releasePages.data?.pages ?? []);
    return { builds, releases, rows: timelineRows(builds, releases, horizon) };
  }, [buildPages.data, releasePages.data]);

  const current = merged.releases.find((release) => release.current) ?? null;
  const slug = useQuery(slugQuery(app, current?.slug?.id));
  const dynos = dynoList.data?.items ?? [];
  const known = buildPages.data !== undefined && releasePages.data !== undefined;
  return {
    ...merged,
    details,
    buildPages,
    releasePages,
    dynoList,
    dynos,
    formation: formationList.data?.items ?? [],
    current,
    slug: slug.data ?? null,
    next: known
      ? nextStep({ builds: merged.builds, releases: merged.releases, dynos, ahead: nextStage?.ahead ?? null })
      : null,
    /** The pipeline and stage of the app, and the stage after it. */
    place,
    nextStage,
    /** true once builds and releases have both been read. */
    known,
  };
}

export type AppData = ReturnType<typeof useAppData>;

/** Returns the place of an app (by id) in its pipeline, and its next stage; each null until known or if none. */
function useNextStage(app: string | undefined) {
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
