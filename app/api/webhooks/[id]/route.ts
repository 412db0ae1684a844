import { deliveryHandler } from "@/lib/server/http/handler";
import { receiveDelivery } from "@/lib/server/webhooks/receive";

export const POST = deliveryHandler(receiveDelivery);
