import type { StateKind } from "@/components/ui/glyph-shapes";
import { paths } from "@/lib/paths";
import type { User } from "@/lib/schemas/common";
import type { Promotion } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";

/** A promotion to a stage: one that we keep, or one made by other means and read from the releases it left. */
export type PastPromotion = {
  key: string;
  /** Of the source; null when the release does not tell. */
  version: number | null;
  kind: StateKind;
  /** "us failed", or "failed" when all did; null when none did. */
  failed: string | null;
  /** What else became of it: "put back", "stopped". */
  note: string | null;
  targets: string[];
  user: User;
  at: string;
  /** Its own page, or the release of one made by other means. */
  href: string;
  elsewhere: boolean;
};

/** Promotions to the apps of one stage, newest first: ours, then those that only releases tell of. */
export function promotionHistory(
  promotions: readonly Promotion[],
  apps: readonly ReviewApp[],
  nameOf: (app: { id: string; name: string | null }) => string,
): PastPromotion[] {
  const ids = new Set(apps.map(({ app }) => app.id));
  const running = new Set(apps.flatMap(({ current }) => current?.id ?? []));
  const own = promotions.filter(
    (one) => one.kind === "promotion" && one.targets.some(({ app }) => ids.has(app.id)),
  );
  const known = new Set(
    promotions.flatMap(({ targets }) => targets.flatMap(({ release }) => release?.id ?? [])),
  );
  const others = apps.flatMap(({ app, releases }) =>
    releases.filter((release) => !known.has(release.id)).map((release) => ({ app, release })),
  );
  return [
    ...own.map((promotion) => keptRow(promotion, running, nameOf)),
    ...elsewhereRows(others, running, nameOf),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
}

function keptRow(
  promotion: Promotion,
  running: ReadonlySet<string>,
  nameOf: (app: { id: string; name: string | null }) => string,
): PastPromotion {
  const { targets, outcome } = promotion;
  const failed = targets.filter(({ step }) => step === "failed" || step === "crashed");
  const runs = targets.length > 0 && targets.every(({ release }) => release && running.has(release.id));
  const kinds = {
    moving: "live",
    succeeded: runs ? "ok" : "past",
    failed: promotion.put_back ? "repaired" : "bad",
    stopped: "canceled",
    unknown: "unknown",
  } as const;
  const notes = [
    outcome === "stopped" && "stopped",
    outcome === "unknown" && "unknown",
    promotion.put_back !== null && "put back",
  ].filter((note) => note !== false);
  return {
    key: promotion.id,
    version: promotion.source.release.version,
    kind: kinds[outcome],
    failed: failedWords(
      failed.map(({ app }) => nameOf(app)),
      targets.length,
    ),
    note: notes.join(", ") || null,
    targets: targets.map(({ app }) => nameOf(app)),
    user: promotion.user,
    at: promotion.created_at,
    href: paths.promotion(promotion.id),
    elsewhere: false,
  };
}

type TargetRelease = { app: ReviewApp["app"]; release: Release };

/** Releases of several targets that one promotion made stand this close together. */
const TOGETHER_MS = 10 * 60_000;

function elsewhereRows(
  all: readonly TargetRelease[],
  running: ReadonlySet<string>,
  nameOf: (app: { id: string; name: string | null }) => string,
): PastPromotion[] {
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
        items.every(({ app }) => app.id !== item.app.id),
    );
    if (same) same.items.push(item);
    else groups.push({ source: cause.app, version: cause.version, items: [item] });
  }
  return groups.map(({ version, items }) => {
    const [{ app, release }] = items;
    const failed = items.filter((item) => item.release.status === "failed");
    const pending = items.some((item) => item.release.status === "pending");
    const runs = items.every((item) => running.has(item.release.id));
    return {
      key: release.id,
      version,
      kind: pending ? "live" : failed.length > 0 ? "bad" : runs ? "ok" : "past",
      failed: failedWords(
        failed.map((item) => nameOf(item.app)),
        items.length,
      ),
      note: null,
      targets: items.map((item) => nameOf(item.app)),
      user: release.user,
      at: release.created_at,
      href: paths.release(app.name, release.version),
      elsewhere: true,
    };
  });
}

function failedWords(names: readonly string[], of: number): string | null {
  if (names.length === 0) return null;
  return names.length < of ? `${names.join(", ")} failed` : "failed";
}
