import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { BuildsView } from "@/components/builds/builds-view";
import { PageData } from "@/components/ui/page-data";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listReleases } from "@/lib/server/heroku/releases";
import { pageState } from "@/lib/server/http/page";

export default async function BuildsPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { shown, queries } = await loadApp(app, paths.builds(app));
  await Promise.all([
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(shown, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
  ]);
  return (
    <PageData state={pageState(queries, shown)}>
      <BuildsView app={app} />
    </PageData>
  );
}
