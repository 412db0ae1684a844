import "server-only";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/grant-by-id";
import { db } from "@/lib/server/store/db";
import type { PromotionRow } from "@/lib/server/store/promotion-rows";
import { finishPromotion } from "./finish";
import { dropLease, takeLease } from "./lease";
import { lookAtAll } from "./look-at-all";
import { Pace } from "./pace";
import { readPromotion } from "./promotion-store";
import { type RunLimits, runLimits } from "./run-limits";
import { hasEnded, takeTurns } from "./turns";

declare global {
  var slipwayRuns: Map<string, Promise<void>> | undefined;
}

/** For tests: other times, and another way to upstream. */
export type RunOptions = {
  limits?: RunLimits;
  herokuOf?: (promotion: PromotionRow) => Promise<Heroku | null>;
};

/** Goes on with a promotion in the background, unless this or another server does already. */
export function startRun(id: string, options: RunOptions = {}): void {
  globalThis.slipwayRuns ??= new Map();
  const runs = globalThis.slipwayRuns;
  if (runs.has(id)) return;
  const run = runPromotion(id, options)
    .catch((error: unknown) =>
      log.error({ err: String(error), promotion: id }, "A promotion is not carried out"),
    )
    .finally(() => runs.delete(id));
  runs.set(id, run);
}

/** Goes on with every promotion that has not ended: at start, and with those whose server is gone. */
export async function resumeRuns(): Promise<void> {
  const rows = await db().selectFrom("promotions").select("id").where("status", "=", "pending").execute();
  for (const { id } of rows) startRun(id);
}

/**
 * Carries a promotion out to its end: looks at what was sent, sends what comes next. One server does it at a time;
 * another goes on where this one stopped, because everything is in the store.
 */
export async function runPromotion(
  id: string,
  { limits = runLimits, herokuOf = herokuOfGrant }: RunOptions = {},
): Promise<void> {
  if (!(await takeLease(id, limits.leaseMs))) return;
  const pace = new Pace(limits);
  const takeBack = onShutdown(() => pace.stop());
  // Upstream may take long to answer: the lease is kept meanwhile.
  const keep = setInterval(() => void takeLease(id, limits.leaseMs).catch(() => false), limits.leaseMs / 4);
  keep.unref();
  try {
    while (!pace.stopped && (await takeLease(id, limits.leaseMs))) {
      if (await step(id, limits, herokuOf, pace)) return;
      await pace.pause();
    }
  } finally {
    clearInterval(keep);
    takeBack();
    await dropLease(id);
  }
}

/** One round: looks, then turns. Whether the promotion has ended. */
async function step(
  id: string,
  limits: RunLimits,
  herokuOf: (promotion: PromotionRow) => Promise<Heroku | null>,
  pace: Pace,
): Promise<boolean> {
  const before = await readPromotion(id);
  if (!before) return true;
  const heroku = await herokuOf(before.promotion);
  await lookAtAll(heroku, before, limits);
  const looked = await readPromotion(id);
  if (!looked) return true;
  if (heroku) await takeTurns(heroku, looked, limits);
  const after = await readPromotion(id);
  if (!after) return true;
  pace.saw(after, heroku?.grant.accountId);
  if (!after.targets.every(hasEnded)) return false;
  await finishPromotion(after.promotion, after.targets);
  return true;
}

async function herokuOfGrant(promotion: PromotionRow): Promise<Heroku | null> {
  const grant = await grantById(promotion.grant_id);
  return grant && withoutRetries(herokuFor(grant));
}
