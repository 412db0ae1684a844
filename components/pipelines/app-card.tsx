import { ExternalLink, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { HoldLine } from "@/components/send/hold-line";
import { Name, Version } from "@/components/ui/names";
import { usePageAge } from "@/components/ui/page-age";
import { useZone } from "@/components/ui/preferences";
import { Glyph, inlineColors } from "@/components/ui/state";
import { Age, Ticking } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { appState, oldDynosAt } from "@/lib/apps/app-state";
import { dynoFacts } from "@/lib/apps/dyno-facts";
import { dynosKnownAt, knownAt } from "@/lib/client/data-age";
import { formatHour, formatSince, formatTime } from "@/lib/format/format";
import { fullNameOf, shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { canRollBackTo } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { runningCode } from "./running-code";

type AppCardProps = {
  app: ReviewApp;
  /** Other apps whose builds may have made its code. */
  siblings: readonly ReviewApp[];
  /** `possible`: the dragged card can be dropped here. `over`: it is above this card. */
  drop?: "possible" | "over" | null;
  menu?: ReactNode;
  wire?: ReactNode;
};

const icon =
  "flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11";

/** One app of a stage: its running release with user and age, its dynos, and notes. */
export function AppCard({ app, siblings, drop = null, menu, wire }: AppCardProps) {
  const now = useNow(5_000);
  // Events confirm the data without sending it again.
  const read_at = new Date(knownAt(app)).toISOString();
  const state = appState({ ...app, read_at, dynos_read_at: dynosKnownAt(app), first_error: null }, now);
  const { old: isPageOld } = usePageAge();
  const { current, newest } = app;
  const behind = newest !== null && newest.id !== current?.id;
  const outline =
    drop === "over"
      ? "outline-2 outline-live"
      : drop === "possible"
        ? "outline-1 outline-dashed outline-edge"
        : "";
  return (
    <article
      aria-label={app.app.name}
      className={`group/card @container relative min-h-26 rounded-panel border border-line bg-panel px-4 py-[11px] ${outline}`}
    >
      {behind && (
        <span
          aria-hidden="true"
          className={`absolute -inset-y-px -left-px w-1 rounded-l-panel forced-colors:bg-[Highlight] ${newest.status === "pending" ? "bg-bar-live" : "bg-warn"}`}
        />
      )}
      <div className="flex h-5 items-center gap-2">
        <Glyph kind={state.kind} className="shrink-0" />
        <h3 className="min-w-0 flex-1 truncate text-strong">
          <Link href={paths.app(app.app.name)} data-row draggable={false} className="hover:underline">
            <span className="@min-[17rem]:hidden">
              <Name value={app.app.name} max={22} />
            </span>
            <span className="hidden @min-[17rem]:inline">
              <Name value={app.app.name} max={26} />
            </span>
          </Link>
          <span className="sr-only"> {state.long}</span>
        </h3>
        {app.region && <span className="shrink-0 text-meta text-ink-3">{app.region}</span>}
      </div>
      <div className="mt-[11px] flex h-5 min-w-0 items-baseline">
        <Version {...runningCode(app, siblings)} strong />
      </div>
      <div className="mt-1.5 flex h-6 items-center gap-1">
        <p className="min-w-0 flex-1 truncate text-meta text-ink-3">
          <CardMeta {...app} />
        </p>
        {menu}
        {app.releases.some(canRollBackTo) && (
          <Link
            href={paths.rollBack(app.app.name)}
            draggable={false}
            aria-label={text.openRollBackOf(app.app.name)}
            title={common.openRollBack}
            className={`${icon} ${app.web_url && current ? "" : "-mr-1.5"}`}
          >
            <Undo2 aria-hidden="true" size={14} strokeWidth={1.5} />
          </Link>
        )}
        {app.web_url && current && (
          <a
            href={app.web_url}
            target="_blank"
            rel="noreferrer"
            draggable={false}
            aria-label={text.openAppNamed(app.app.name)}
            title={text.openApp}
            className={`${icon} -mr-1.5`}
          >
            <ExternalLink aria-hidden="true" size={16} strokeWidth={1.5} />
          </a>
        )}
      </div>
      {behind && <CardNewest app={app.app.name} newest={newest} />}
      {app.holds.map((hold) => (
        <HoldLine key={hold.id} hold={hold} className="mt-2" />
      ))}
      {app.failed && !isPageOld && (
        <p className="mt-2 flex gap-1.5 text-meta text-ink-2">
          <Glyph kind="unknown" />
          <span className="min-w-0 wrap-anywhere">{text.notReadSinceThen(app.failed)}</span>
        </p>
      )}
      {wire}
    </article>
  );
}

/** The newest release of an app that is not the running one, with its outcome. */
function CardNewest({ app, newest }: { app: string; newest: Release }) {
  const href = paths.release(app, newest.version);
  const pending = newest.status === "pending";
  return (
    <p className="mt-2 flex min-w-0 items-center gap-1.5 text-meta text-ink-2">
      <Glyph kind={pending ? "live" : newest.status === "failed" ? "bad" : "warn"} />
      <span className="min-w-0 truncate">
        <Link href={href} className="hover:underline">
          {common.releaseVersion(newest.version)} {outcomeOf(newest)}
        </Link>{" "}
        {pending ? <Ticking since={newest.created_at} /> : <Age at={newest.updated_at} ago inRow />}
      </span>
    </p>
  );
}

function outcomeOf({ status, release_phase }: Release): string {
  switch (status) {
    case "pending":
      return release_phase ? text.runsItsReleasePhase : text.isBeingReleased;
    case "failed":
      return release_phase ? text.failedItsReleasePhase : common.failed;
    case "expired":
      return text.expired;
    case "succeeded":
      return text.succeededAndDoesNotRun;
    case "unknown":
      return text.isInUnknownState;
  }
}

type Props = Pick<ReviewApp, "app" | "current" | "dynos" | "dynos_read_at">;

/**
 * "Dana · 3 h 12 m · web up 2/2": the user and age of the running release, and its dynos; with a time if their data is
 * old.
 */
function CardMeta({ app, current, dynos, dynos_read_at }: Props) {
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
        <span key={fact.type} className={oldAt === null ? inlineColors[fact.kind] : "text-ink-2"}>
          {index > 0 && ", "}
          {fact.label}
        </span>
      ))}
      {facts.length > 0 && oldAt !== null && (
        <span suppressHydrationWarning className="text-ink-2">
          {common.atHour(formatHour(oldAt, zone))}
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
