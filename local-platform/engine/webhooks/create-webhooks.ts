import type { Context } from "@/local-platform/context";
import type { Events } from "@/local-platform/engine/engine";
import { createEventLog, type EventLogParts } from "./event-log";
import { forgetOldEvents, nextParcel, settle, waitingHooks } from "./parcels";
import { bodyOf, type Parcel, post } from "./send";

/** Resumes the deliveries that an earlier run did not finish. */
type Webhooks = Events & Deliverer & { recover(): Promise<void> };

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

export type Deliverer = {
  /** Sends all deliveries that are due, including those of an earlier run. */
  wake(): void;
  /** Aborts deliveries in progress; they are sent again after the next start. */
  close(): Promise<void>;
};

/** Sends deliveries, one at a time per webhook. */
function createDeliverer(context: Context): Deliverer {
  const { db, now, limits } = context;
  const leaving = new AbortController();
  /** Webhooks with a delivery in progress. `more`: true if further deliveries arrived meanwhile. */
  const serving = new Map<string, { more: boolean; done: Promise<void> }>();
  const timers = new Map<string, NodeJS.Timeout>();
  let looking = Promise.resolve();

  async function look() {
    for (const hookId of leaving.signal.aborted ? [] : await waitingHooks(db)) serve(hookId);
  }

  function serve(hookId: string) {
    const turn = serving.get(hookId);
    if (turn) turn.more = true;
    else if (!leaving.signal.aborted) begin(hookId);
  }

  function begin(hookId: string) {
    clearTimeout(timers.get(hookId));
    timers.delete(hookId);
    const turn = { more: false, done: Promise.resolve() };
    serving.set(hookId, turn);
    turn.done = drain(hookId)
      .catch((error) => {
        if (!leaving.signal.aborted)
          context.log("error", `webhook ${hookId} was not served`, { error: String(error) });
      })
      .finally(() => {
        serving.delete(hookId);
        if (turn.more) serve(hookId);
      });
  }

  async function drain(hookId: string) {
    while (!leaving.signal.aborted) {
      const parcel = await nextParcel(db, hookId);
      if (!parcel) return;
      const waitMs = parcel.next_attempt_at ? Date.parse(parcel.next_attempt_at) - now().getTime() : 0;
      if (waitMs > 0) return void timers.set(hookId, setTimeout(serve, waitMs, hookId).unref());
      await attempt(parcel);
    }
  }

  async function attempt(parcel: Parcel) {
    const id = context.newId();
    const begun = now().toISOString();
    const body = bodyOf(parcel, id, begun);
    const outcome = await post(parcel.hook, body, limits.webhookMs, leaving.signal);
    await settle(context, parcel, { id, begun, outcome });
  }

  return {
    wake() {
      // The store has one connection: this waits for the transaction that triggered it.
      looking = looking.then(look).catch((error) => {
        if (!leaving.signal.aborted)
          context.log("error", "webhooks were not looked through", { error: String(error) });
      });
    },
    async close() {
      leaving.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await looking;
      await Promise.all([...serving.values()].map((turn) => turn.done));
    },
  };
}
