import { deliveryHandler } from "@/lib/server/http/handler";
import { receiveDelivery } from "@/lib/server/webhooks/receive-delivery";

export const POST = deliveryHandler(
  { answer: { contentType: null }, action: "webhook.receive", verb: null },
  receiveDelivery,
);
