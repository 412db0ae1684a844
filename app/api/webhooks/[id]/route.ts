import { deliveryHandler } from "@/lib/server/handler";
import { receiveDelivery } from "@/lib/server/webhooks/receive";

export const POST = deliveryHandler(receiveDelivery);
