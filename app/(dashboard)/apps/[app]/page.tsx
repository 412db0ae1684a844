import { AppView } from "@/components/app/app-view";
import { PageData } from "@/components/ui/page-data";
import { buildsQuery } from "@/lib/client/builds";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { holdsQuery } from "@/lib/client/holds";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { webhooksQuery } from "@/lib/client/webhooks";
import { paths } from "@/lib/paths";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { listDynos, listFormation } from "@/lib/server/heroku/dynos";
import { listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import { readHolds } from "@/lib/server/holds/app-holds";
import { pageState } from "@/lib/server/http/page-state";
import { readInstantUpdates } from "@/lib/server/webhooks/instant-updates";
import { loadApp } from "./load-app";
import { prefetchPipeline } from "./prefetch-pipeline";

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
