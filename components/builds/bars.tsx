import Link from "next/link";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { formatAgo, formatDuration, shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { type Bar, type BarKind, barsOf, OVERHANG } from "./bar-shapes";

type BuildBarsProps = {
  /** Newest first. */
  builds: Build[];
  /** Height above the baseline, in px; failed bars extend 5 px below it. */
  height: number;
  count?: number;
  barWidth?: number;
  gap?: number;
  /** true to fill the width, the newest at the right end; else bars keep `gap` and are aligned right. */
  spread?: boolean;
  /** The app's name: makes every bar a link to its build. Without it the bars are one picture. */
  app?: string;
  className?: string;
};

const labels: Record<BarKind, string> = {
  ok: "built",
  failed: "failed",
  canceled: "canceled",
  live: "building",
  unknown: "unknown",
};

const fills: Record<BarKind, string> = {
  ok: "fill-bar-ok",
  failed: "fill-bar-bad",
  canceled: "fill-none stroke-bar-ok",
  live: "fill-bar-live",
  unknown: "fill-none stroke-bar-ok",
};

/** The height of the notch of a capped bar: 5 px of bar, 2 px of gap. */
const NOTCH = 7;

/** Shows past builds as bars: the height is the duration, capped at the 95th percentile with a notch. */
export function BuildBars({
  builds,
  height,
  count = 20,
  barWidth = 4,
  gap = 2,
  spread = false,
  app,
  className = "",
}: BuildBarsProps) {
  const now = useNow(5_000);
  const bars = barsOf(builds, count, now);
  const failed = bars.filter((bar) => bar.kind === "failed").length;
  // Few builds keep the spacing of `count`, aligned right: two bars a page apart would be hard to compare.
  const total = count;
  const first = total - bars.length;
  return (
    <svg
      role={app ? "group" : "img"}
      aria-label={text.lastBuildsFailed(bars.length, failed)}
      width={spread ? "100%" : total * (barWidth + gap) - gap}
      height={height + OVERHANG}
      className={`block overflow-visible ${className}`}
    >
      {bars.map((bar, index) => {
        const place = first + index;
        const share = total > 1 ? place / (total - 1) : 1;
        const at: Place = spread
          ? { x: `${share * 100}%`, transform: `translate(${-barWidth * share} 0)` }
          : { x: place * (barWidth + gap) };
        const shape = <BarShape bar={bar} at={at} width={barWidth} full={height} />;
        if (!app) return <g key={bar.build.id}>{shape}</g>;
        return (
          <Tooltip key={bar.build.id} content={titleOf(bar, now)}>
            <Link
              href={paths.build(app, bar.build.id)}
              aria-label={titleOf(bar, now)}
              suppressHydrationWarning
              className="group/bar"
            >
              <rect {...at} width={barWidth + gap} height={height + OVERHANG} className="fill-transparent" />
              {shape}
            </Link>
          </Tooltip>
        );
      })}
    </svg>
  );
}

type Place = { x: number | string; transform?: string };

function BarShape({ bar, at, width, full }: { bar: Bar; at: Place; width: number; full: number }) {
  const tall = Math.max(3, Math.round(full * bar.height));
  const top = full - tall;
  const classes = `${fills[bar.kind]} group-hover/bar:opacity-75`;
  if (bar.kind === "canceled" || bar.kind === "unknown")
    return <rect {...at} y={top + 0.5} width={width - 1} height={tall - 1} rx={1} className={classes} />;
  const below = bar.kind === "failed" ? OVERHANG : 0;
  const cut = bar.capped ? NOTCH : 0;
  return (
    <>
      {cut > 0 && <rect {...at} y={top} width={width} height={cut - 2} rx={1} className={classes} />}
      <rect {...at} y={top + cut} width={width} height={tall + below - cut} rx={1} className={classes} />
    </>
  );
}

function titleOf(bar: Bar, now: number): string {
  const { version } = bar.build.source_blob;
  const name = version ? shortCommit(version) : bar.build.id.slice(0, 8);
  const took = `${labels[bar.kind]} ${bar.kind === "live" ? "for" : "in"} ${formatDuration(bar.ms)}`;
  return `${name} ${took} · ${shortNameOf(bar.build.user)} · ${formatAgo(bar.build.created_at, now)}`;
}
