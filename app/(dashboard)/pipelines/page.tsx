import { QueryClient } from "@tanstack/react-query";
import { PipelinesView } from "@/components/pipelines/pipelines-view";
import { PageData } from "@/components/ui/page-data";
import { placesOf } from "@/lib/apps/stages";
import { summaryBatches } from "@/lib/apps/summary-batches";
import { waitAtMost } from "@/lib/async";
import { appsQuery, summariesQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { listApps } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { pageState, requirePageSession } from "@/lib/server/http/page";
import { knownPipelines } from "@/lib/server/watch/known-pipelines";
import { readSummaries } from "@/lib/server/watch/summaries";

/** How long the page waits for the running releases; after that a separate request loads them. */
const PREFETCH_TIMEOUT_MS = 400;

/** Lists the pipelines of the account with the current release of each app. */
export default async function PipelinesPage() {
  const { grant } = await requirePageSession(paths.pipelines());
  const heroku = herokuFor(grant);
  const shown = herokuFor(grant, { lastRead: true });
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...appsQuery(), queryFn: () => listApps(shown) }),
    queries.prefetchQuery({
      ...pipelinesQuery(),
      queryFn: async () => ({ items: await knownPipelines(heroku, Date.now()), next: null }),
    }),
  ]);
  const places = placesOf(queries.getQueryData(pipelinesQuery().queryKey)?.items ?? []);
  const apps = queries.getQueryData(appsQuery().queryKey)?.items ?? [];
  const { hot } = summaryBatches(apps.filter(({ id }) => places.has(id)));
  const summaries = queries.prefetchQuery({
    ...summariesQuery(hot),
    queryFn: async () => ({ items: await readSummaries(heroku, hot), next: null }),
  });
  if (hot.length > 0) await waitAtMost(PREFETCH_TIMEOUT_MS, summaries);
  return (
    <PageData state={pageState(queries, shown)}>
      <PipelinesView />
    </PageData>
  );
}
