import type { StateKind } from "@/components/ui/glyph-shapes";
import { targetNames } from "@/lib/apps/target-names";
import { paths } from "@/lib/paths";
import { standingOf } from "@/lib/promotion/standing";
import type { User } from "@/lib/schemas/common";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import * as commonText from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { causeOf } from "@/lib/timeline/describe";

/** A promotion to a stage: a recorded one, or one made elsewhere and derived from its releases. */
export type PastPromotion = {
  key: string;
  /** The version of the source; null when the release does not contain it. */
  version: number | null;
  kind: StateKind;
  /** "us failed", or "failed" if all did; null if none did. */
  failed: string | null;
  /** A later event: "rolled back", "stopped". */
  note: string | null;
  /** When newer releases had replaced it everywhere (ISO); null while it runs somewhere, or when unknown. */
  until: string | null;
  targets: string[];
  user: User;
  at: string;
  /** Its own page, or the page of the release for one made elsewhere. */
  href: string;
  elsewhere: boolean;
};

type NameOf = (app: { id: string; name: string | null }) => string;

/** Returns the promotions to the apps of one stage, newest first: recorded ones and those derived from releases. */
export function promotionHistory(
  promotions: readonly Promotion[],
  apps: readonly ReviewApp[],
): PastPromotion[] {
  const names = targetNames(apps.map(({ app, region }) => ({ id: app.id, app, region })));
  const nameOf: NameOf = ({ id, name }) => names.get(id) ?? name ?? text.hiddenApp;
  const ids = new Set(apps.map(({ app }) => app.id));
  const own = promotions.filter(
    (one) => one.kind === "promotion" && one.targets.some(({ app }) => ids.has(app.id)),
  );
  const known = new Set(
    promotions.flatMap(({ targets }) => targets.flatMap(({ release }) => release?.id ?? [])),
  );
  const others = apps.flatMap((app) =>
    app.releases.filter((release) => !known.has(release.id)).map((release) => ({ app, release })),
  );
  return [
    ...own.map((promotion) =>
      recordedRow(promotion, (target) => nowOf(target, promotion, { promotions, apps }), nameOf),
    ),
    ...releasedRows(others, nameOf),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Returns what runs on a target now: as read, else according to a newer recorded promotion or rollback. */
function nowOf(
  target: PromotionTarget,
  { created_at }: Promotion,
  { promotions, apps }: { promotions: readonly Promotion[]; apps: readonly ReviewApp[] },
): Now {
  const standing = standingOf(
    target,
    apps.find(({ app }) => app.id === target.app.id),
  );
  if (standing.state === "running" || standing.state === "overtaken") return standing;
  const newer = promotions
    .filter((one) => one.created_at > created_at)
    .flatMap(({ targets }) => targets)
    .filter(
      ({ app, released_at, step }) => app.id === target.app.id && released_at !== null && step !== "failed",
    );
  const until = newer.flatMap(({ released_at }) => released_at ?? []).sort()[0];
  return until === undefined ? standing : { state: "overtaken", until };
}

type Now = { state: "running" | "hidden" | "unread" } | { state: "overtaken"; until: string };

/** Returns `ok` while it runs on all targets, `past` once any target has a newer release, else `unknown`. */
function kindNow(now: readonly Now[]): "ok" | "past" | "unknown" {
  if (now.some(({ state }) => state === "overtaken")) return "past";
  return now.length > 0 && now.every(({ state }) => state === "running") ? "ok" : "unknown";
}

function untilOf(now: readonly Now[]): string | null {
  const ends = now.flatMap((one) => (one.state === "overtaken" ? [one.until] : []));
  return ends.length === now.length ? (ends.sort().at(-1) ?? null) : null;
}

function recordedRow(
  promotion: Promotion,
  standing: (target: PromotionTarget) => Now,
  nameOf: NameOf,
): PastPromotion {
  const { targets, outcome } = promotion;
  const failed = targets.filter(({ step }) => step === "failed" || step === "crashed");
  const now = targets.map(standing);
  const repaired =
    promotion.put_back !== null || failed.every((target) => standing(target).state === "overtaken");
  const kinds = {
    moving: "live",
    succeeded: kindNow(now),
    failed: repaired ? "repaired" : "bad",
    stopped: "canceled",
    unknown: "unknown",
  } as const;
  const notes = [
    outcome === "stopped" && text.stopped,
    outcome === "unknown" && commonText.unknown,
    promotion.put_back !== null && text.rolledBack,
  ].filter((note) => note !== false);
  return {
    key: promotion.id,
    version: promotion.source.release.version,
    kind: kinds[outcome],
    failed: failedText(
      failed.map(({ app }) => nameOf(app)),
      targets.length,
    ),
    note: notes.join(", ") || null,
    until: outcome === "succeeded" ? untilOf(now) : null,
    targets: targets.map(({ app }) => nameOf(app)),
    user: promotion.user,
    at: promotion.created_at,
    href: paths.promotion(promotion.id),
    elsewhere: false,
  };
}

type TargetRelease = { app: ReviewApp; release: Release };

/** The maximum distance between releases that belong to one promotion. */
const TOGETHER_MS = 10 * 60_000;

function releasedRows(all: readonly TargetRelease[], nameOf: NameOf): PastPromotion[] {
  const groups: { source: string; version: number | null; items: [TargetRelease, ...TargetRelease[]] }[] = [];
  const oldestFirst = [...all].sort((a, b) => (a.release.created_at < b.release.created_at ? -1 : 1));
  for (const item of oldestFirst) {
    const cause = causeOf(item.release.description);
    if (cause.kind !== "promotion") continue;
    const at = Date.parse(item.release.created_at);
    const same = groups.findLast(
      ({ source, version, items }) =>
        source === cause.app &&
        version === cause.version &&
        at - Date.parse(items[0].release.created_at) <= TOGETHER_MS &&
        items.every(({ app }) => app.app.id !== item.app.app.id),
    );
    if (same) same.items.push(item);
    else groups.push({ source: cause.app, version: cause.version, items: [item] });
  }
  return groups.map(({ version, items }) => {
    const [{ app, release }] = items;
    const failed = items.filter((item) => item.release.status === "failed");
    const pending = items.some((item) => item.release.status === "pending");
    const repaired = failed.every(
      (item) => item.app.current !== null && item.app.current.version > item.release.version,
    );
    const now = items.map((item) =>
      standingOf({ app: item.app.app, release: item.release, expected_version: null }, item.app),
    );
    return {
      key: release.id,
      version,
      kind: pending ? "live" : failed.length === 0 ? kindNow(now) : repaired ? "repaired" : "bad",
      failed: failedText(
        failed.map((item) => nameOf(item.app.app)),
        items.length,
      ),
      note: null,
      until: failed.length > 0 || pending ? null : untilOf(now),
      targets: items.map((item) => nameOf(item.app.app)),
      user: release.user,
      at: release.created_at,
      href: paths.release(app.app.name, release.version),
      elsewhere: true,
    };
  });
}

function failedText(names: readonly string[], of: number): string | null {
  if (names.length === 0) return null;
  return names.length < of ? text.failedOn(names.join(", ")) : commonText.failed;
}
