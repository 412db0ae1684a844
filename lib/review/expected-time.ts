import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";

const SAMPLE = 10;

/**
 * How long a promotion will take in all, in ms: what its targets took before (the median of each app's last 10 that
 * ended well), one after another or side by side. Null when that is not known of each of them.
 */
export function expectedTime(promotion: Promotion, past: readonly Promotion[]): number | null {
  const times = promotion.targets
    .filter((target) => target.step !== "stopped")
    .map((target) =>
      usual(
        target.app.id,
        past.filter((other) => other.id !== promotion.id),
      ),
    );
  const known = times.filter((time) => time !== null);
  if (known.length === 0 || known.length < times.length) return null;
  return promotion.order === "together" ? Math.max(...known) : known.reduce((sum, time) => sum + time, 0);
}

function usual(app: string, past: readonly Promotion[]): number | null {
  const times = past
    .flatMap((promotion) => promotion.targets)
    .filter((target) => target.app.id === app)
    .map(tookMs)
    .filter((time) => time !== null)
    .slice(0, SAMPLE)
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}

/** From its sending until its dynos were up, in ms; null when that did not come about. */
function tookMs({ step, sent_at, finished_at }: PromotionTarget): number | null {
  return step === "done" && sent_at && finished_at ? Date.parse(finished_at) - Date.parse(sent_at) : null;
}
