import type { Limits } from "@/local-platform/context";

/** How long a delivery waits after this many attempts, in ms: it doubles from the first wait up to the cap. */
export function backOffMs(
  attempts: number,
  { webhookRetryMs, webhookRetryCapMs }: Pick<Limits, "webhookRetryMs" | "webhookRetryCapMs">,
): number {
  return Math.min(webhookRetryMs * 2 ** Math.min(attempts - 1, 40), webhookRetryCapMs);
}
