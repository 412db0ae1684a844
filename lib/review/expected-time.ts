import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";

const SAMPLE = 10;

/**
 * Returns the expected duration of a promotion in ms: the median of each app's last 10 successful ones, summed for a
 * sequential promotion, the longest for a parallel one. Null when it is unknown for any target.
 */
export function expectedTime(promotion: Promotion, past: readonly Promotion[]): number | null {
  const times = promotion.targets
    .filter((target) => target.step !== "stopped")
    .map((target) =>
      usualMs(
        target.app.id,
        past.filter((other) => other.id !== promotion.id),
      ),
    );
  const known = times.filter((time) => time !== null);
  if (known.length === 0 || known.length < times.length) return null;
  return promotion.order === "together" ? Math.max(...known) : known.reduce((sum, time) => sum + time, 0);
}

/** Returns the median duration of the last promotions to an app in ms; null when none succeeded. */
function usualMs(app: string, past: readonly Promotion[]): number | null {
  const times = past
    .flatMap((promotion) => promotion.targets)
    .filter((target) => target.app.id === app)
    .map(durationMs)
    .filter((time) => time !== null)
    .slice(0, SAMPLE)
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}

/** Returns the time from sending until the dynos were up, in ms; null when the target did not succeed. */
function durationMs({ step, sent_at, finished_at }: PromotionTarget): number | null {
  return step === "done" && sent_at && finished_at ? Date.parse(finished_at) - Date.parse(sent_at) : null;
}
