import { wait } from "@/lib/async";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { remainingCalls, scarcityOf } from "@/lib/server/heroku/rate";
import { log } from "@/lib/server/log/log";
import { perProcess } from "@/lib/server/process/per-process";
import { serverId } from "@/lib/server/process/server-id";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/find-session";
import { revoke } from "@/lib/server/session/oauth";
import { db, store } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { liveServers } from "@/lib/server/store/servers";
import { deleteGrant, isInUse } from "@/lib/server/store/sessions";
import { endAttempt, listOpenAttempts } from "./attempts";
import { checkTargets } from "./check-targets";
import { type RunLimits, runLimits } from "./limits";
import { hasEnded, readPromotion, updatePromotion } from "./promotion-store";
import { sendNextTargets } from "./send-next";

/** For tests: other time limits and another Platform API client. */
type RunOptions = {
  limits?: RunLimits;
  herokuOf?: (promotion: PromotionRow) => Promise<Heroku | null>;
};

/** The promotions that this server runs, by id. */
export const runs = perProcess("promotion-runs", () => new Map<string, Promise<void>>());

/** Runs a promotion in the background, unless this or another server already does. */
export function startRun(id: string, options: RunOptions = {}): void {
  const running = runs();
  if (running.has(id)) return;
  const run = runPromotion(id, options)
    .catch((error: unknown) => log.error({ err: String(error), promotion: id }, "Running a promotion failed"))
    .finally(() => running.delete(id));
  running.set(id, run);
}

/**
 * Runs a promotion to its end: checks the targets that were sent and sends the next ones. One server runs it at a time;
 * another can continue it, because its whole state is in the store.
 */
export async function runPromotion(
  id: string,
  { limits = runLimits, herokuOf = herokuOfGrant }: RunOptions = {},
): Promise<void> {
  if (!(await takePromotion(id))) return;
  const stop = new AbortController();
  const unregister = onShutdown(() => stop.abort());
  let steps = "";
  let changedAt = Date.now();
  try {
    while (!stop.signal.aborted && (await takePromotion(id))) {
      const round = await runRound(id, limits, herokuOf);
      if (round === null) return;
      if (round.steps !== steps) changedAt = Date.now();
      steps = round.steps;
      await wait(checkInterval(round, Date.now() - changedAt, limits), stop.signal);
    }
  } finally {
    unregister();
    await freePromotion(id);
  }
}

/** `steps`: the steps of all targets, as text. `pending`: how many have not ended. */
type Round = { steps: string; pending: number; account: string | undefined };

/** Checks and sends targets once. Returns null if the promotion has ended. */
async function runRound(
  id: string,
  limits: RunLimits,
  herokuOf: (promotion: PromotionRow) => Promise<Heroku | null>,
): Promise<Round | null> {
  const before = await readPromotion(id);
  if (!before) return null;
  const heroku = await herokuOf(before.promotion);
  await checkTargets(heroku, before, limits);
  const checked = await readPromotion(id);
  if (!checked) return null;
  if (heroku) await sendNextTargets(heroku, checked, limits);
  const after = await readPromotion(id);
  if (!after) return null;
  const pending = after.targets.filter((target) => !hasEnded(target)).length;
  if (pending > 0) {
    const steps = after.targets.map(({ step }) => step).join();
    return { steps, pending, account: heroku?.grant.accountId };
  }
  await finishPromotion(after.promotion, after.targets);
  return null;
}

/** The number of targets that are checked at the basic interval; a check is one or two calls. */
const CHECKED_AT_ONCE = 3;

/** Returns the time in ms until the next round: longer while nothing changes, for many targets and few remaining calls. */
export function checkInterval(
  { pending, account }: Omit<Round, "steps">,
  unchangedMs: number,
  limits: RunLimits,
): number {
  const { checkMs, slowCheckMs, slowestCheckMs, slowAfterMs, slowestAfterMs } = limits;
  const slow = unchangedMs < slowestAfterMs ? slowCheckMs : slowestCheckMs;
  const scarcity = account === undefined ? 1 : scarcityOf(remainingCalls(account));
  // A promotion is checked even with the last calls, so the factor is bounded.
  const factor = Math.max(1, pending / CHECKED_AT_ONCE) * Math.min(4, scarcity);
  return (unchangedMs < slowAfterMs ? checkMs : slow) * factor;
}

async function herokuOfGrant(promotion: PromotionRow): Promise<Heroku | null> {
  const grant = await grantById(promotion.grant_id);
  return grant && withoutRetries(herokuFor(grant));
}

/**
 * Makes this server the one that runs a promotion. Returns false if the promotion has ended or another live server runs
 * it. With SQLite there is one server, so another id is an earlier run of it.
 */
export async function takePromotion(promotion: string): Promise<boolean> {
  const query = db()
    .updateTable("promotions")
    .set({ server_id: serverId() })
    .where("id", "=", promotion)
    .where("status", "=", "pending");
  const free = query.where((is) =>
    is.or([
      is("server_id", "is", null),
      is("server_id", "=", serverId()),
      is("server_id", "not in", liveServers(db())),
    ]),
  );
  const isShared = store().engine === "postgres";
  const result = await (isShared ? free : query).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Lets another server continue the promotion at once. */
export async function freePromotion(promotion: string): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ server_id: null })
    .where("id", "=", promotion)
    .where("server_id", "=", serverId())
    .execute();
}

/** Returns the outcome: `succeeded` only when every target is up on its new version. */
export function outcomeOf(targets: readonly PromotionTargetRow[]): PromotionRow["outcome"] {
  const steps = new Set(targets.map(({ step }) => step));
  if (steps.has("failed") || steps.has("crashed")) return "failed";
  if (steps.has("unknown")) return "unknown";
  return steps.has("stopped") ? "stopped" : "succeeded";
}

/** Ends a promotion whose targets have all ended, and its grant if nothing else uses it. */
export async function finishPromotion(
  promotion: PromotionRow,
  targets: readonly PromotionTargetRow[],
): Promise<void> {
  // Attempts that were given up are ended as well, which frees their apps.
  for (const attempt of await listOpenAttempts(targets.map(({ app_id }) => app_id))) {
    if (attempt.promotion_id === promotion.id) await endAttempt(attempt.id, "nothing");
  }
  await updatePromotion(promotion.id, {
    status: "completed",
    outcome: outcomeOf(targets),
    finished_at: new Date().toISOString(),
    server_id: null,
  });
  await endUnusedGrant(promotion.grant_id);
}

/** A grant outlives its session while a promotion needs it; afterwards it is deleted and revoked upstream. */
async function endUnusedGrant(id: string): Promise<void> {
  if (await isInUse(db(), id)) return;
  const grant = await readGrant(db(), id);
  await deleteGrant(db(), id);
  if (grant) await revoke(grant.tokens.access);
}
