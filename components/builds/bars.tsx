"use client";

import Link from "next/link";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import { formatAgo, formatDuration, shortCommit } from "@/lib/timeline/format";
import { whoOf } from "@/lib/timeline/who";
import { type Bar, type BarKind, BELOW, barsOf } from "./bar-shapes";

type BuildBarsProps = {
  /** Newest first. */
  builds: Build[];
  /** Above the baseline, in px; failed bars reach 5 px below it. */
  height: number;
  count?: number;
  barWidth?: number;
  gap?: number;
  /** Fills the width, the newest at its right end; else bars keep `gap` and end at the right. */
  spread?: boolean;
  /** The app's name: makes every bar a link to its build. Without it the bars are one picture. */
  app?: string;
  className?: string;
};

const words: Record<BarKind, string> = {
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

/** Past builds as bars: height is duration, capped at the 95th percentile with a notch. */
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
  const now = useNow(5_000) || Date.now();
  const bars = barsOf(builds, count, now);
  const failed = bars.filter((bar) => bar.kind === "failed").length;
  const total = spread ? bars.length : count;
  const first = total - bars.length;
  return (
    <svg
      role={app ? "group" : "img"}
      aria-label={`Last ${bars.length} builds, ${failed} failed`}
      width={spread ? "100%" : total * (barWidth + gap) - gap}
      height={height + BELOW}
      className={`block overflow-visible ${className}`}
    >
      {bars.map((bar, index) => {
        const place = first + index;
        const share = total > 1 ? place / (total - 1) : 1;
        const x = spread ? -barWidth * share : place * (barWidth + gap);
        const shape = <BarShape bar={bar} x={x} width={barWidth} full={height} />;
        return (
          <svg key={bar.build.id} x={spread ? `${share * 100}%` : 0} className="overflow-visible">
            {app ? (
              <Tooltip content={titleOf(bar, now)}>
                <Link
                  href={paths.build(app, bar.build.id)}
                  aria-label={titleOf(bar, now)}
                  className="group/bar"
                >
                  <rect
                    x={x - gap / 2}
                    width={barWidth + gap}
                    height={height + BELOW}
                    className="fill-transparent"
                  />
                  {shape}
                </Link>
              </Tooltip>
            ) : (
              shape
            )}
          </svg>
        );
      })}
    </svg>
  );
}

function BarShape({ bar, x, width, full }: { bar: Bar; x: number; width: number; full: number }) {
  const tall = Math.max(3, Math.round(full * bar.height));
  const top = full - tall;
  const below = bar.kind === "failed" ? BELOW : 0;
  const hollow = bar.kind === "canceled" || bar.kind === "unknown";
  const inset = hollow ? 0.5 : 0;
  const look = `${fills[bar.kind]} group-hover/bar:opacity-75`;
  const notch = bar.capped && !hollow ? 2 : 0;
  return (
    <>
      {notch > 0 && <rect x={x} y={top} width={width} height={5} rx={1} className={look} />}
      <rect
        x={x + inset}
        y={top + inset + (notch ? 5 + notch : 0)}
        width={width - 2 * inset}
        height={Math.max(1, tall + below - 2 * inset - (notch ? 5 + notch : 0))}
        rx={1}
        className={look}
      />
    </>
  );
}

function titleOf(bar: Bar, now: number): string {
  const { version } = bar.build.source_blob;
  const name = version ? shortCommit(version) : bar.build.id.slice(0, 8);
  const took = `${words[bar.kind]} ${bar.kind === "live" ? "for" : "in"} ${formatDuration(bar.ms)}`;
  return `${name} ${took} · ${whoOf(bar.build.user)} · ${formatAgo(bar.build.created_at, now)}`;
}
