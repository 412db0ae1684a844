import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { notFound, redirect } from "next/navigation";
import { BuildView } from "@/components/build/build-view";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import { BuildParam } from "@/lib/schemas/common";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listDynos } from "@/lib/server/heroku/dynos";
import { listFormation } from "@/lib/server/heroku/formation";
import { listReleases } from "@/lib/server/heroku/releases";
import { loadApp } from "../../load-app";
import { findBuild } from "./find-build";

/** A build; `latest` is a stable address that leads to the newest. */
export default async function BuildPage({ params }: { params: Promise<{ app: string; build: string }> }) {
  const { app, build } = await params;
  const { heroku, queries } = await loadApp(app, paths.build(app, build));
  if (!BuildParam.safeParse(build).success) notFound();
  const [found] = await Promise.all([
    findBuild(heroku, app, build),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(heroku, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(heroku, app) }),
    queries.prefetchQuery({ ...dynosQuery(app), queryFn: () => listDynos(heroku, app) }),
    queries.prefetchQuery({ ...formationQuery(app), queryFn: () => listFormation(heroku, app) }),
  ]);
  if (found && build === "latest") redirect(paths.build(app, found.id));
  if (found) queries.setQueryData(buildQuery(app, build).queryKey, found);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <BuildView app={app} id={build} />
    </HydrationBoundary>
  );
}
