import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { PipelinesView } from "@/components/pipelines/pipelines-view";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { listApps } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { requirePageSession } from "@/lib/server/page";
import { knownPipelines } from "@/lib/server/watch/known-pipelines";

/** All pipelines of the account; what runs in them comes as a request of its own. */
export default async function PipelinesPage() {
  const { grant } = await requirePageSession(paths.pipelines());
  const heroku = herokuFor(grant);
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...appsQuery(), queryFn: () => listApps(heroku) }),
    queries.prefetchQuery({
      ...pipelinesQuery(),
      queryFn: async () => ({ items: await knownPipelines(heroku, Date.now()), next: null }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PipelinesView />
    </HydrationBoundary>
  );
}
