import { deliveryHandler } from "@/lib/server/http/handler";
import { receiveDelivery } from "@/lib/server/webhooks/receive";

export const POST = deliveryHandler(
  { answer: { contentType: null }, action: "webhook.receive", verb: null },
  receiveDelivery,
);
