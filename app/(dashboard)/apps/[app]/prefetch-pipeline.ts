import type { QueryClient } from "@tanstack/react-query";
import { placesOf } from "@/lib/apps/stages";
import { waitAtMost } from "@/lib/async";
import { appQuery } from "@/lib/client/apps";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import type { Heroku } from "@/lib/server/heroku/client";
import { readPipeline } from "@/lib/server/review/read-pipeline";
import { knownPipelines } from "@/lib/server/watch/known-pipelines";

/** How long the page waits for the data of the next stage; after that a separate request loads it. */
const PREFETCH_TIMEOUT_MS = 400;

/** Prefetches the pipeline of an app, and what runs there, into the page's cache. */
export async function prefetchPipeline(heroku: Heroku, queries: QueryClient, app: string): Promise<void> {
  const list = pipelinesQuery();
  await queries.prefetchQuery({
    ...list,
    queryFn: async () => ({ items: await knownPipelines(heroku, Date.now()), next: null }),
  });
  const id = queries.getQueryData(appQuery(app).queryKey)?.id ?? "";
  const place = placesOf(queries.getQueryData(list.queryKey)?.items ?? []).get(id);
  if (!place || place.stage === "production") return;
  const { name } = place.pipeline;
  const details = queries.prefetchQuery({
    ...pipelineQuery(name),
    queryFn: () => readPipeline(heroku, name),
  });
  await waitAtMost(PREFETCH_TIMEOUT_MS, details);
}
