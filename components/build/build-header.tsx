import Link from "next/link";
import type { ReactNode } from "react";
import { useKnownNow } from "@/components/ui/page-age";
import { appCrumbs, Crumbs } from "@/components/ui/page-header";
import { Glyph, type StateKind } from "@/components/ui/state";
import { Age, Clock } from "@/components/ui/time";
import { formatClock, formatDuration } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import * as common from "@/lib/text/common";
import { buildDuration } from "@/lib/timeline/expected-duration";
import { buildName } from "./build-text";

type BuildHeaderProps = {
  app: string;
  build: Build;
  kind: StateKind;
  label: string;
  meanwhile: string | null;
  expectedMs: number | null;
  /** true while the failed phase is unknown: space is reserved for it. */
  reading: boolean;
  folded: boolean;
  actions: ReactNode;
};

const textColor: Partial<Record<StateKind, string>> = { live: "text-live", bad: "text-bad", ok: "text-ink" };

/** The title of a build with its outcome, user and time, and what runs meanwhile. */
export function BuildHeader({
  app,
  build,
  kind,
  label,
  meanwhile,
  expectedMs,
  reading,
  folded,
  actions,
}: BuildHeaderProps) {
  const took = buildDuration(build);
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        {!folded && <Crumbs items={appCrumbs(app, "builds")} />}
        <div className={`flex min-w-0 items-center gap-2 ${folded ? "" : "mt-2"}`}>
          <Glyph kind={kind} />
          <h1 tabIndex={-1} className="flex min-w-0 items-baseline gap-2 text-title">
            <span
              className={`shrink-0 ${textColor[kind] ?? "text-ink-2"} ${reading ? "after:invisible after:content-['_in_build']" : ""}`}
            >
              {label}
            </span>
            <span className="max-w-60 shrink-0 truncate" title={build.source_blob.version ?? build.id}>
              {buildName(build)}
            </span>
            <span
              className="truncate text-body tracking-normal text-ink-2 max-sm:hidden"
              title={build.source_blob.version_description ?? ""}
            >
              {build.source_blob.version_description}
            </span>
          </h1>
        </div>
        {!folded && (
          <p className="mt-1 text-meta text-ink-2">
            <Link href={paths.app(app)} className="hover:underline">
              {app}
            </Link>{" "}
            {text.startedBy(fullNameOf(build.user))} <Clock at={build.created_at} />,{" "}
            <Age at={build.created_at} ago />
            {took !== null && text.tookTime(formatDuration(took))}
            {meanwhile && <span className="max-sm:hidden"> · </span>}
            <span className="max-sm:block max-sm:h-4 max-sm:truncate">{meanwhile}</span>
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {build.status === "pending" && <Elapsed since={build.created_at} expectedMs={expectedMs} />}
        {actions}
      </div>
    </header>
  );
}

function Elapsed({ since, expectedMs }: { since: string; expectedMs: number | null }) {
  const now = useKnownNow();
  const elapsed = now ? now - Date.parse(since) : 0;
  return (
    <p className="flex items-baseline gap-2 tabular-nums">
      <span className="text-title">{formatClock(elapsed)}</span>
      {expectedMs !== null && (
        <span className="text-meta text-ink-2">
          {elapsed > expectedMs ? common.usually : common.ofAbout} {formatClock(expectedMs)}
        </span>
      )}
    </p>
  );
}
