import "server-only";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { remainingCalls, scarcityOf } from "@/lib/server/heroku/rate";
import { log } from "@/lib/server/log/log";
import { serverId } from "@/lib/server/process/server-id";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/grant-by-id";
import { db, store } from "@/lib/server/store/db";
import type { PromotionRow } from "@/lib/server/store/promotion-rows";
import { checkTargets } from "./check-targets";
import { finishPromotion } from "./finish";
import { type RunLimits, runLimits } from "./limits";
import { readPromotion, type StoredPromotion } from "./promotion-store";
import { hasEnded, takeTurns } from "./send-next";

declare global {
  var slipwayRuns: Map<string, Promise<void>> | undefined;
}

/** For tests: other time limits and another Platform API client. */
type RunOptions = {
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

/**
 * Acquires or renews this server's lease of a promotion for `ms`. Returns false if the promotion has ended or another
 * server holds the lease. With SQLite there is one server, so leases of its earlier runs are void.
 */
export async function takeLease(promotion: string, ms: number): Promise<boolean> {
  const now = Date.now();
  const query = db()
    .updateTable("promotions")
    .set({ lease_owner: serverId(), lease_until: new Date(now + ms).toISOString() })
    .where("id", "=", promotion)
    .where("status", "=", "pending");
  const free = query.where((is) =>
    is.or([
      is("lease_owner", "is", null),
      is("lease_owner", "=", serverId()),
      is("lease_until", "<", new Date(now).toISOString()),
    ]),
  );
  const result = await (store().engine === "sqlite" ? query : free).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Releases the lease, so that another server can continue the promotion immediately. */
export async function dropLease(promotion: string): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ lease_owner: null, lease_until: null })
    .where("id", "=", promotion)
    .where("lease_owner", "=", serverId())
    .execute();
}

/** Targets that are looked at in the pause of one: a look is one or two calls each. */
const AT_ONCE = 3;

/** When to look again: often while things move, seldom when nothing did for long or calls run out. */
export class Pace {
  readonly #limits: RunLimits;
  #seen = "";
  #changedAt = Date.now();
  #factor = 1;
  #wake: () => void = () => undefined;
  stopped = false;

  constructor(limits: RunLimits) {
    this.#limits = limits;
  }

  saw({ targets }: StoredPromotion, account: string | undefined): void {
    const steps = targets.map(({ step }) => step).join();
    if (steps !== this.#seen) this.#changedAt = Date.now();
    this.#seen = steps;
    const moving = targets.filter((target) => !hasEnded(target)).length;
    const scarcity = account ? scarcityOf(remainingCalls(account)) : 1;
    // A promotion in progress is followed even with the last calls.
    this.#factor = Math.max(1, moving / AT_ONCE) * Math.min(4, scarcity);
  }

  async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#ms() * this.#factor);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the pause: the server stops. */
  stop(): void {
    this.stopped = true;
    this.#wake();
  }

  #ms(): number {
    const { lookOftenMs, lookLaterMs, lookSeldomMs, laterMs, muchLaterMs } = this.#limits;
    const quiet = Date.now() - this.#changedAt;
    if (quiet < laterMs) return lookOftenMs;
    return quiet < muchLaterMs ? lookLaterMs : lookSeldomMs;
  }
}
