import { useKnownNow, useOldDynos } from "@/components/ui/page-age";
import { useZone } from "@/components/ui/preferences";
import { Glyph, inlineColors } from "@/components/ui/state";
import { Tooltip } from "@/components/ui/tooltip";
import type { DynoFact } from "@/lib/apps/dyno-facts";
import { formatDay, formatDuration, formatHour, formatTime } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { buildDuration } from "@/lib/timeline/expected-duration";

type Props = { app: string; current: Release; facts: DynoFact[]; builds: readonly Build[] };

/** "✓ runs since 14:03 (3 h) · Dana Ito · built in 1 m 12 s · web up 2/2". The glyph is that of the worst dyno. */
export function WhatRunsMeta({ app, current, facts, builds }: Props) {
  const zone = useZone();
  const oldAt = useOldDynos(app);
  const worst =
    facts.find((fact) => fact.kind === "bad") ??
    facts.find((fact) => fact.kind === "warn") ??
    facts.find((fact) => fact.kind === "live");
  const build = builds.find((each) => each.release?.id === current.id);
  const took = build ? buildDuration(build) : null;
  const parts = [
    <Since
      key="since"
      prefix={worst?.kind === "bad" ? "released" : text.runsSince}
      at={current.created_at}
    />,
    <span key="who" title={current.user.email ?? undefined}>
      {fullNameOf(current.user)}
    </span>,
    took !== null && (
      <span key="took" className="hidden sm:inline">
        {text.builtIn(formatDuration(took))}
      </span>
    ),
    facts.length > 0 && (
      <span key="dynos">
        {facts.map((fact, index) => (
          <span key={fact.type}>
            {index > 0 && ", "}
            <span className={oldAt === null ? inlineColors[fact.kind] : "text-ink-2"}>{fact.label}</span>
          </span>
        ))}
        {oldAt !== null && common.atHour(formatHour(new Date(oldAt).toISOString(), zone))}
      </span>
    ),
  ].filter((part) => part !== false);
  return (
    // Reserves two lines on a phone while the dynos are unknown.
    <p className="mt-1 flex items-start gap-1 text-meta text-ink-3 max-sm:min-h-11">
      <Glyph
        kind={worst && (oldAt === null || worst.kind === "bad") ? worst.kind : "ok"}
        className="mr-0.5"
      />
      <span className="min-w-0">
        {parts.map((part, index) => (
          <span key={part.key}>
            {index > 0 && (
              <span className={took !== null && part.key === "took" ? "hidden sm:inline" : ""}> · </span>
            )}
            {part}
          </span>
        ))}
      </span>
    </p>
  );
}

/** "runs since 14:03 (3 h 12 m)", with the day if it was not today. */
function Since({ prefix, at }: { prefix: string; at: string }) {
  const zone = useZone();
  const now = useKnownNow();
  const day = zone ? formatDay(at, now, zone) : text.today;
  const hour = zone ? formatHour(at, zone) : "\u2007\u2007:\u2007\u2007";
  return (
    <Tooltip content={formatTime(at, zone)}>
      <time dateTime={at} suppressHydrationWarning>
        {prefix} {day === "Today" ? hour : day === "Yesterday" ? text.yesterdayAt(hour) : day} (
        {formatDuration(Math.max(0, now - Date.parse(at)))})
      </time>
    </Tooltip>
  );
}
