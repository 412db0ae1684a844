import { notFound, redirect } from "next/navigation";
import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { BuildView } from "@/components/build/build-view";
import { PageData } from "@/components/ui/page-data";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { releasesQuery } from "@/lib/client/releases";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import { BuildParam } from "@/lib/schemas/common";
import { getBuild, listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos, listFormation } from "@/lib/server/heroku/dynos";
import { listReleases } from "@/lib/server/heroku/releases";
import { pageState } from "@/lib/server/http/page";

/** A build; `latest` is a stable address that redirects to the newest one. */
export default async function BuildPage({ params }: { params: Promise<{ app: string; build: string }> }) {
  const { app, build } = await params;
  const { shown, queries } = await loadApp(app, paths.build(app, build));
  if (!BuildParam.safeParse(build).success) notFound();
  const [found] = await Promise.all([
    findBuild(shown, app, build),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(shown, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
    queries.prefetchQuery({ ...dynosQuery(app), queryFn: () => listDynos(shown, app) }),
    queries.prefetchQuery({ ...formationQuery(app), queryFn: () => listFormation(shown, app) }),
  ]);
  if (found && build === "latest") redirect(paths.build(app, found.id));
  if (found) await queries.prefetchQuery({ ...buildQuery(app, build), queryFn: () => found });
  return (
    <PageData state={pageState(queries, shown)}>
      <BuildView app={app} id={build} />
    </PageData>
  );
}

/**
 * Returns the build; null if it could not be read, which the view reports. Renders the not-found page if it does
 * not exist.
 */
async function findBuild(shown: Heroku, app: string, build: string): Promise<Build | null> {
  try {
    return await getBuild(shown, app, build);
  } catch (error) {
    if (error instanceof SlipwayError && error.status === 404) notFound();
    return null;
  }
}
