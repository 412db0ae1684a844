import { notFound } from "next/navigation";
import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { ReleaseView } from "@/components/releases/release-view";
import { PageData } from "@/components/ui/page-data";
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
import { pageState } from "@/lib/server/http/page";

export default async function ReleasePage({ params }: { params: Promise<{ app: string; release: string }> }) {
  const { app, release } = await params;
  const { heroku, shown, queries } = await loadApp(app, paths.release(app, release));
  const named = ReleaseParam.safeParse(release);
  if (!named.success) notFound();
  await Promise.all([
    queries
      .fetchQuery({
        ...releaseQuery(app, named.data),
        queryFn: () => getRelease(shown, app, named.data),
      })
      .catch((error: unknown) => {
        if (error instanceof SlipwayError && error.status === 404) notFound();
      }),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(shown, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
    queries.prefetchQuery({ ...holdsQuery(app), queryFn: () => readHolds(heroku, app) }),
  ]);
  const slug = queries.getQueryData(releaseQuery(app, named.data).queryKey)?.slug?.id;
  if (slug) {
    await queries.prefetchQuery({ ...slugQuery(app, slug), queryFn: () => getSlug(shown, app, slug) });
  }
  return (
    <PageData state={pageState(queries, shown)}>
      <ReleaseView app={app} version={named.data} />
    </PageData>
  );
}
