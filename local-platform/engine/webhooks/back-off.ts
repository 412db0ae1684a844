import type { Limits } from "@/local-platform/context";

/** Returns the delay after this many attempts, in ms; doubles from the first delay up to the cap. */
export function backOffMs(
  attempts: number,
  { webhookRetryMs, webhookRetryCapMs }: Pick<Limits, "webhookRetryMs" | "webhookRetryCapMs">,
): number {
  return Math.min(webhookRetryMs * 2 ** Math.min(attempts - 1, 40), webhookRetryCapMs);
}
