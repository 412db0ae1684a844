import { dehydrate, QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { PromotionView } from "@/components/promotions/promotion-view";
import { PageData } from "@/components/ui/page-data";
import { promotionQuery } from "@/lib/client/promotions";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { UuidParam } from "@/lib/schemas/common";
import { herokuFor } from "@/lib/server/heroku/client";
import { requirePageSession } from "@/lib/server/http/page";
import { getPromotion } from "@/lib/server/promotions/read-promotions";

/** A promotion, in progress or past. */
export default async function PromotionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const session = await requirePageSession(paths.promotion(id));
  if (!UuidParam.safeParse(id).success) notFound();
  const queries = new QueryClient();
  try {
    const heroku = herokuFor(session.grant);
    await queries.fetchQuery({ ...promotionQuery(id), queryFn: () => getPromotion(heroku, id) });
  } catch (error) {
    if (error instanceof SlipwayError && error.status === 404) notFound();
  }
  return (
    <PageData state={dehydrate(queries)}>
      <PromotionView id={id} />
    </PageData>
  );
}
