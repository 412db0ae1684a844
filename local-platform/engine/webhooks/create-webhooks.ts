import type { Context } from "@/local-platform/context";
import type { Events } from "@/local-platform/engine/engine";
import { createDeliverer, type Deliverer } from "@/local-platform/engine/webhooks/create-deliverer";
import { createEventLog, type EventLogParts } from "@/local-platform/engine/webhooks/event-log";
import { forgetOldEvents } from "@/local-platform/engine/webhooks/parcels";

/** Resumes the deliveries that an earlier run did not finish. */
export type Webhooks = Events & Deliverer & { recover(): Promise<void> };

/** Records events of apps and delivers them to subscribed webhooks. */
export function createWebhooks(context: Context, dataOf: EventLogParts["dataOf"]): Webhooks {
  const deliverer = createDeliverer(context);
  const { record } = createEventLog({ context, dataOf, wake: deliverer.wake });
  return {
    ...deliverer,
    record,
    async recover() {
      await forgetOldEvents(context);
      deliverer.wake();
    },
  };
}
