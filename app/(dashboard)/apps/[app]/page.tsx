import type { QueryClient } from "@tanstack/react-query";
import { AppView } from "@/components/app/app-view";
import { PageData } from "@/components/ui/page-data";
import { placesOf } from "@/lib/apps/stages";
import { waitAtMost } from "@/lib/async";
import { appQuery } from "@/lib/client/apps";
import { buildsQuery } from "@/lib/client/builds";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { holdsQuery } from "@/lib/client/holds";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { webhooksQuery } from "@/lib/client/webhooks";
import { paths } from "@/lib/paths";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { listDynos, listFormation } from "@/lib/server/heroku/dynos";
import { listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import { readHolds } from "@/lib/server/holds/app-holds";
import { pageState } from "@/lib/server/http/page";
import { readPipeline } from "@/lib/server/review/read-pipeline";
import { knownPipelines } from "@/lib/server/watch/known-pipelines";
import { readInstantUpdates } from "@/lib/server/webhooks/instant-updates";
import { loadApp } from "./load-app";

export default async function AppPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { heroku, shown, queries } = await loadApp(app, paths.app(app));
  await Promise.all([
    prefetchPipeline(heroku, queries, app),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(shown, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
    queries.prefetchQuery({ ...dynosQuery(app), queryFn: () => listDynos(shown, app) }),
    queries.prefetchQuery({ ...formationQuery(app), queryFn: () => listFormation(shown, app) }),
    queries.prefetchQuery({ ...configVarNamesQuery(app), queryFn: () => listConfigVarNames(heroku, app) }),
    queries.prefetchQuery({ ...holdsQuery(app), queryFn: () => readHolds(heroku, app) }),
    queries.prefetchQuery({ ...webhooksQuery(app), queryFn: () => readInstantUpdates(heroku, app) }),
  ]);
  const releases = queries.getQueryData(releasesQuery(app).queryKey)?.pages[0]?.items;
  const slug = releases?.find((release) => release.current)?.slug?.id;
  if (slug) {
    await queries.prefetchQuery({ ...slugQuery(app, slug), queryFn: () => getSlug(shown, app, slug) });
  }
  return (
    <PageData state={pageState(queries, shown)}>
      <AppView app={app} />
    </PageData>
  );
}

/** How long the page waits for the data of the next stage; after that a separate request loads it. */
const PREFETCH_TIMEOUT_MS = 400;

/** Prefetches the pipeline of an app and its current releases. */
async function prefetchPipeline(heroku: Heroku, queries: QueryClient, app: string): Promise<void> {
  const list = pipelinesQuery();
  await queries.prefetchQuery({
    ...list,
    queryFn: async () => ({ items: await knownPipelines(heroku, Date.now()), next: null }),
  });
  const id = queries.getQueryData(appQuery(app).queryKey)?.id ?? "";
  const place = placesOf(queries.getQueryData(list.queryKey)?.items ?? []).get(id);
  if (!place || place.stage === "production") return;
  const { name } = place.pipeline;
  const details = queries.prefetchQuery({
    ...pipelineQuery(name),
    queryFn: () => readPipeline(heroku, name),
  });
  await waitAtMost(PREFETCH_TIMEOUT_MS, details);
}
