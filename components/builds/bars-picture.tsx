import { useNow } from "@/components/ui/use-now";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { type BarKind, barsOf, OVERHANG } from "./bar-shapes";

const WIDTH = 4;
const STEP = 6;
const NOTCH = 7;

const fills: Record<BarKind, string> = {
  ok: "fill-bar-ok",
  failed: "fill-bar-bad",
  canceled: "fill-none stroke-bar-ok",
  live: "fill-bar-live",
  unknown: "fill-none stroke-bar-ok",
};

/**
 * The bars of a table's row as one picture: one path per kind, because a long table draws thousands. `builds` newest
 * first; `height` above the baseline in px.
 */
export function BarsPicture({
  builds,
  height,
  count = 20,
}: {
  builds: Build[];
  height: number;
  count?: number;
}) {
  const now = useNow(5_000);
  const bars = barsOf(builds, count, now);
  const paths = new Map<BarKind, string>();
  bars.forEach((bar, index) => {
    const x = (count - bars.length + index) * STEP;
    const tall = Math.max(3, Math.round(height * bar.height));
    const top = height - tall;
    const hollow = bar.kind === "canceled" || bar.kind === "unknown";
    const below = bar.kind === "failed" ? OVERHANG : 0;
    const drawn = hollow
      ? box(x + 0.5, top + 0.5, WIDTH - 1, tall - 1)
      : bar.capped
        ? box(x, top, WIDTH, NOTCH - 2) + box(x, top + NOTCH, WIDTH, tall + below - NOTCH)
        : box(x, top, WIDTH, tall + below);
    paths.set(bar.kind, (paths.get(bar.kind) ?? "") + drawn);
  });
  const failed = bars.filter((bar) => bar.kind === "failed").length;
  return (
    <svg
      role="img"
      aria-label={text.lastBuildsFailed(bars.length, failed)}
      width={count * STEP - (STEP - WIDTH)}
      height={height + OVERHANG}
      className="block translate-y-1 overflow-visible"
    >
      {[...paths].map(([kind, path]) => (
        <path key={kind} d={path} className={fills[kind]} />
      ))}
    </svg>
  );
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${Math.max(1, height)}h${-width}z`;
}
