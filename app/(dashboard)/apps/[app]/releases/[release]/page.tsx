import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { ReleaseView } from "@/components/releases/release-view";
import { buildsQuery } from "@/lib/client/builds";
import { holdsQuery } from "@/lib/client/holds";
import { releaseQuery, releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { ReleaseParam } from "@/lib/schemas/release";
import { listBuilds } from "@/lib/server/heroku/builds";
import { getRelease, listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import { readHolds } from "@/lib/server/holds/app-holds";
import { loadApp } from "../../load-app";

export default async function ReleasePage({ params }: { params: Promise<{ app: string; release: string }> }) {
  const { app, release } = await params;
  const { heroku, queries } = await loadApp(app, paths.release(app, release));
  const named = ReleaseParam.safeParse(release);
  if (!named.success) notFound();
  await Promise.all([
    getRelease(heroku, app, named.data).then(
      (found) => queries.setQueryData(releaseQuery(app, named.data).queryKey, found),
      (error: unknown) => {
        if (error instanceof SlipwayError && error.status === 404) notFound();
      },
    ),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(heroku, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(heroku, app) }),
    queries.prefetchQuery({ ...holdsQuery(app), queryFn: () => readHolds(heroku, app) }),
  ]);
  const slug = queries.getQueryData(releaseQuery(app, named.data).queryKey)?.slug?.id;
  if (slug) {
    await queries.prefetchQuery({ ...slugQuery(app, slug), queryFn: () => getSlug(heroku, app, slug) });
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReleaseView app={app} version={named.data} />
    </HydrationBoundary>
  );
}
