import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { ConfigView } from "@/components/config/config-view";
import { PageData } from "@/components/ui/page-data";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { pageState } from "@/lib/server/http/page";

export default async function ConfigPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { heroku, shown, queries } = await loadApp(app, paths.config(app));
  await Promise.all([
    queries.prefetchQuery({ ...configVarNamesQuery(app), queryFn: () => listConfigVarNames(heroku, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
  ]);
  return (
    <PageData state={pageState(queries, shown)}>
      <ConfigView app={app} />
    </PageData>
  );
}
