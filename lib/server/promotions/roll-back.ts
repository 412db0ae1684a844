import { randomUUID } from "node:crypto";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Promotion, PromotionRollBack } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getRelease } from "@/lib/server/heroku/releases";
import type { PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Actor } from "./actor";
import { artifactsOf } from "./match-release";
import { newPromotion, newTarget } from "./new-promotion";
import type { StoredPromotion } from "./promotion-store";
import { readVisible } from "./read-promotions";
import { checkNotExpired, type Expected, readTargets } from "./recheck";
import { type SendOptions, startPromotion } from "./start-promotion";

type RollbackTarget = Expected & { row: PromotionTargetRow; release: Release };

/**
 * Rolls targets of a promotion back to the release they ran before it, code and config vars, as a separate promotion.
 * Skips targets that were never released or already run it. Holds do not apply. Throws `conflict` with `moved`,
 * `release_expired`.
 */
export async function rollBackTargets(
  actor: Actor,
  of: string,
  body: PromotionRollBack,
  options: SendOptions = {},
): Promise<Promotion> {
  const { heroku } = actor;
  const original = await readVisible(heroku, of);
  const targets = await findRollbackTargets(heroku, original, body.targets);
  const [first] = targets;
  if (!first) {
    throw new SlipwayError("invalid_params", {
      detail: "There is nothing to put back: these targets run what they ran before, or were never released.",
    });
  }
  const call = { apps: [first.app], kind: "rollback", twoFactorCode: body.two_factor_code } as const;
  return startPromotion(actor, call, options, async (limits) => {
    const read = await readTargets(heroku, targets, limits);
    const id = randomUUID();
    const promotion = newPromotion(actor, {
      ...original.promotion,
      id,
      kind: "put back",
      of_id: of,
      send_order: "together",
      note: null,
      override: null,
    });
    const rows = read.map(({ position, row, release }, index) => {
      const { stage, region } = row;
      const target = newTarget(position, { promotion_id: id, position: index, stage, region });
      return { position, row: { ...target, ...rollbackColumns(release) } };
    });
    return { promotion, targets: rows };
  });
}

/** Returns the named targets that can be rolled back, each with the release that it ran before. */
async function findRollbackTargets(
  heroku: Heroku,
  { targets }: StoredPromotion,
  named: PromotionRollBack["targets"],
): Promise<RollbackTarget[]> {
  const found = await mapAtMost(named, 6, async ({ app, expected_current }): Promise<RollbackTarget[]> => {
    const { id, name } = await getApp(heroku, app);
    const row = targets.find((target) => target.app_id === id);
    if (!row)
      throw new SlipwayError("invalid_params", { detail: `${name} was no target of this promotion.` });
    if (row.release_id === null || row.previous_id === null) return [];
    if (row.previous_id === expected_current) return [];
    const release = await getRelease(heroku, id, row.previous_id);
    checkNotExpired(release, name);
    return [{ app: { id, name }, current: expected_current, row, release }];
  });
  const all = found.flat();
  if (new Set(all.map(({ app }) => app.id)).size === all.length) return all;
  throw new SlipwayError("invalid_params", { detail: "A target is named twice." });
}

function rollbackColumns(release: Release) {
  return {
    back_to_id: release.id,
    back_to_version: release.version,
    back_to_slug_id: release.slug?.id ?? null,
    back_to_artifacts: artifactsOf(release),
  };
}
