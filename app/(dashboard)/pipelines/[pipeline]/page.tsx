import { dehydrate, QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { PipelineView } from "@/components/pipelines/pipeline-view";
import { PageData } from "@/components/ui/page-data";
import { pipelineQuery } from "@/lib/client/pipelines";
import { promotionsQuery } from "@/lib/client/promotions";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { PipelineParam } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { requirePageSession } from "@/lib/server/http/page";
import { listPromotions } from "@/lib/server/promotions/read-promotions";
import { readPipeline } from "@/lib/server/review/read-pipeline";

/** A pipeline. Renders the not-found page if the account cannot see it; the view reports other failures. */
export default async function PipelinePage({ params }: { params: Promise<{ pipeline: string }> }) {
  const { pipeline } = await params;
  const { grant } = await requirePageSession(paths.pipeline(pipeline));
  if (!PipelineParam.safeParse(pipeline).success) notFound();
  const queries = new QueryClient();
  const heroku = herokuFor(grant);
  try {
    const details = await queries.fetchQuery({
      ...pipelineQuery(pipeline),
      queryFn: () => readPipeline(heroku, pipeline),
    });
    const of = { pipeline: details.id };
    await queries.prefetchInfiniteQuery({
      ...promotionsQuery(of),
      queryFn: () => listPromotions(heroku, of),
    });
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.id === "forbidden")) notFound();
  }
  return (
    <PageData state={dehydrate(queries)}>
      <PipelineView pipeline={pipeline} />
    </PageData>
  );
}
