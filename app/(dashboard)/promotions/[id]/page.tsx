import { notFound } from "next/navigation";
import { PromotionView } from "@/components/promotions/promotion-view";
import { paths } from "@/lib/paths";
import { UuidParam } from "@/lib/schemas/common";
import { requirePageSession } from "@/lib/server/page";

/** A promotion, for as long as it moves and for ever after. */
export default async function PromotionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requirePageSession(paths.promotion(id));
  if (!UuidParam.safeParse(id).success) notFound();
  return <PromotionView id={id} />;
}
