import { useZone } from "@/components/ui/preferences";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { oldDynosAt } from "@/lib/apps/app-state";
import { type DynoFact, dynoFacts } from "@/lib/apps/dyno-facts";
import { dynosKnownAt } from "@/lib/client/data-age";
import { formatHour, formatSince, formatTime } from "@/lib/format/format";
import { fullNameOf, shortNameOf } from "@/lib/format/person-name";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";

const colors: Record<DynoFact["kind"], string> = {
  ok: "",
  live: "text-live",
  bad: "text-bad font-emphasis",
  warn: "text-warn",
  canceled: "",
  unknown: "",
};

type Props = Pick<ReviewApp, "app" | "current" | "dynos" | "dynos_read_at">;

/**
 * "Dana · 3 h 12 m · web up 2/2": the user and age of the running release, and its dynos; with a time if their data is
 * old.
 */
export function CardMeta({ app, current, dynos, dynos_read_at }: Props) {
  const zone = useZone();
  const now = useNow(5_000);
  if (!current) return <span>{text.nothingReleasedYet}</span>;
  const oldAt = oldDynosAt({ dynos_read_at: dynosKnownAt({ app, dynos_read_at }) }, now);
  const facts = dynoFacts(dynos, [], current.version);
  return (
    <>
      <span title={fullNameOf(current.user)}>{shortNameOf(current.user)}</span>
      {" · "}
      <RunsSince at={current.created_at} />
      {" · "}
      {facts.length === 0 && text.noDynos}
      {facts.map((fact, index) => (
        <span key={fact.type} className={oldAt === null ? colors[fact.kind] : "text-ink-2"}>
          {index > 0 && ", "}
          {fact.label}
        </span>
      ))}
      {facts.length > 0 && oldAt !== null && (
        <span suppressHydrationWarning className="text-ink-2">
          {text.atHour(formatHour(oldAt, zone))}
        </span>
      )}
    </>
  );
}

/** "3 h 12 m" within a day, then "Tue 14:03", later the date. */
function RunsSince({ at }: { at: string }) {
  const zone = useZone();
  const now = useNow();
  return (
    <Tooltip content={formatTime(at, zone)}>
      <time dateTime={at} suppressHydrationWarning className="whitespace-nowrap">
        {formatSince(at, now, zone)}
      </time>
    </Tooltip>
  );
}
