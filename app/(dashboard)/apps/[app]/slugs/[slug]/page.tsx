import { notFound } from "next/navigation";
import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { SlugView } from "@/components/slugs/slug-view";
import { PageData } from "@/components/ui/page-data";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { UuidParam } from "@/lib/schemas/common";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import { pageState } from "@/lib/server/http/page";

export default async function SlugPage({ params }: { params: Promise<{ app: string; slug: string }> }) {
  const { app, slug } = await params;
  const { shown, queries } = await loadApp(app, paths.slug(app, slug));
  if (!UuidParam.safeParse(slug).success) notFound();
  await Promise.all([
    getSlug(shown, app, slug).then(
      (found) => queries.setQueryData(slugQuery(app, slug).queryKey, found),
      (error: unknown) => {
        if (error instanceof SlipwayError && error.status === 404) notFound();
      },
    ),
    queries.prefetchInfiniteQuery({ ...buildsQuery(app), queryFn: () => listBuilds(shown, app) }),
    queries.prefetchInfiniteQuery({ ...releasesQuery(app), queryFn: () => listReleases(shown, app) }),
  ]);
  return (
    <PageData state={pageState(queries, shown)}>
      <SlugView app={app} slugId={slug} />
    </PageData>
  );
}
