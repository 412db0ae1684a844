import type { ReactNode } from "react";
import { serverNow } from "@/lib/client/clock";
import { formatClockTime, formatHour } from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/page";
import { Button } from "./button";
import { CopyButton } from "./copy";
import { describeFailure, describeUnread, isSignedOut } from "./describe-failure";
import { usePageAge } from "./page-age";
import { useZone } from "./preferences";
import { SignInLink } from "./sign-in-link";
import { Glyph } from "./state";

/** Shown in place of missing data: its absence and the next step. */
export function Empty({ children, className = "" }: { children: ReactNode; className?: string }) {
  return <div className={`py-6 text-body text-ink-2 ${className}`}>{children}</div>;
}

type FailedProps = {
  /** The plural subject of the sentence: "Releases" → "Releases could not be read." */
  what: string;
  error: unknown;
  onRetry?: () => void;
  /** When the data still shown was read: ISO, or ms by the browser's clock as stored in the cache. */
  knownAt?: string | number | null;
};

/** Shows an error with its time, the age of the data still shown, and the request id. */
export function Failed({ what, error, onRetry, knownAt }: FailedProps) {
  const zone = useZone();
  const { old } = usePageAge();
  const { requestId } = describeFailure(error);
  // `AgeBar` states it once for all data that is still shown.
  if (knownAt && (old || isSignedOut(error))) return null;
  const known = knownAt ? text.andLastReadAt(formatHour(new Date(timeOf(knownAt)).toISOString(), zone)) : "";
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel bg-tint-bad px-3 py-2.5"
    >
      <p className="flex min-w-0 flex-1 basis-80 gap-2 text-body text-ink">
        <Glyph kind="bad" className="mt-0.5" />
        <span suppressHydrationWarning className="min-w-0 wrap-anywhere">
          {text.couldNotBeRead(what)} {describeUnread(error, (iso) => formatClockTime(iso, zone))}
          {known}
        </span>
      </p>
      {requestId && <CopyButton text={requestId} label={common.copyRequestId} />}
      <SignInLink error={error} />
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          {text.tryAgain}
        </Button>
      )}
    </div>
  );
}

function timeOf(at: string | number): number {
  return typeof at === "string" ? Date.parse(at) : serverNow() - (Date.now() - at);
}

const widths = ["w-3/5", "w-4/5", "w-1/2", "w-2/3", "w-3/4"];

/** Grey rows of the data's final height, so that the layout does not shift. */
export function Skeleton({ rows = 3, height = 40 }: { rows?: number; height?: 28 | 32 | 40 | 48 }) {
  const heights = { 28: "h-7", 32: "h-8", 40: "h-10", 48: "h-12" };
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key, row) => (
        <div key={key} className={`flex items-center border-b border-line ${heights[height]}`}>
          <span className={`h-3 rounded-full bg-hover ${widths[row % widths.length]}`} />
        </div>
      ))}
    </div>
  );
}
