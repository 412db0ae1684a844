import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { ReleasesView } from "@/components/releases/releases-view";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listReleases } from "@/lib/server/heroku/releases";
import { loadApp } from "../load-app";

export default async function ReleasesPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { heroku, queries } = await loadApp(app, paths.releases(app));
  await Promise.all([
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(heroku, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(heroku, app) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReleasesView app={app} />
    </HydrationBoundary>
  );
}
