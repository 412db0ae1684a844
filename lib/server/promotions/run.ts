import "server-only";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/grant-by-id";
import { db } from "@/lib/server/store/db";
import type { PromotionRow } from "@/lib/server/store/promotion-rows";
import { checkTargets } from "./check-targets";
import { finishPromotion } from "./finish";
import { dropLease, takeLease } from "./lease";
import { Pace } from "./pace";
import { readPromotion } from "./promotion-store";
import { type RunLimits, runLimits } from "./run-limits";
import { hasEnded, takeTurns } from "./turns";

declare global {
  var slipwayRuns: Map<string, Promise<void>> | undefined;
}

/** For tests: other time limits and another Platform API client. */
export type RunOptions = {
  limits?: RunLimits;
  herokuOf?: (promotion: PromotionRow) => Promise<Heroku | null>;
};

/** Runs a promotion in the background, unless this or another server already does. */
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

/** Resumes every promotion that has not ended, at start and after its server is gone. */
export async function resumeRuns(): Promise<void> {
  const rows = await db().selectFrom("promotions").select("id").where("status", "=", "pending").execute();
  for (const { id } of rows) startRun(id);
}

/**
 * Runs a promotion to its end: checks the targets that were sent and sends the next ones. One server runs it at a time;
 * another can continue it, because its whole state is in the store.
 */
export async function runPromotion(
  id: string,
  { limits = runLimits, herokuOf = herokuOfGrant }: RunOptions = {},
): Promise<void> {
  if (!(await takeLease(id, limits.leaseMs))) return;
  const pace = new Pace(limits);
  const takeBack = onShutdown(() => pace.stop());
  // Upstream may respond slowly, so the lease is renewed meanwhile.
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

/** One round of checks and sends. Returns true if the promotion has ended. */
async function step(
  id: string,
  limits: RunLimits,
  herokuOf: (promotion: PromotionRow) => Promise<Heroku | null>,
  pace: Pace,
): Promise<boolean> {
  const before = await readPromotion(id);
  if (!before) return true;
  const heroku = await herokuOf(before.promotion);
  await checkTargets(heroku, before, limits);
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
