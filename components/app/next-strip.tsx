import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import type { ReactNode } from "react";
import { CrashLog } from "@/components/logs/crash-log";
import { RetryRelease } from "@/components/send/retry-release";
import { useHolds } from "@/components/send/use-holds";
import { Button, LinkButton } from "@/components/ui/button";
import { Glyph } from "@/components/ui/state";
import { Age, Ticking } from "@/components/ui/time";
import { useUpload } from "@/components/uploads/upload-provider";
import { summariesQuery } from "@/lib/client/apps";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import { rollBackChoices } from "@/lib/promotion/roll-back";
import type { NextStage } from "@/lib/review/lanes";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { changes } from "@/lib/text/review";
import { expectedDuration } from "@/lib/timeline/expected-duration";
import type { AppData } from "./use-app-data";

const action = "h-11 w-full sm:h-8 sm:w-auto";

/** The next step of the app; nothing if there is none. */
export function NextStrip({ app, name, data }: { app: string; name: string; data: AppData }) {
  const { next, builds } = data;
  const { marked } = useHolds(app);
  const failed = next?.kind === "build failed";
  const summary = useQuery({ ...summariesQuery([app]), enabled: failed });
  switch (next?.kind) {
    case "building": {
      const { version } = next.build.source_blob;
      return (
        <Strip
          kind="live"
          title={version ? text.buildingVersion(shortCommit(version)) : common.building}
          action={
            <LinkButton variant="ink" href={paths.build(app, next.build.id)} className={action}>
              {text.watch}
            </LinkButton>
          }
        >
          <Ticking since={next.build.created_at} expectedMs={expectedDuration(builds)} />
        </Strip>
      );
    }
    case "releasing":
      return (
        <Strip
          kind="live"
          title={text.releasing(next.release.version)}
          action={
            <LinkButton variant="ink" href={paths.release(app, next.release.version)} className={action}>
              {text.watch}
            </LinkButton>
          }
        >
          {next.release.release_phase ? text.releasePhaseRuns : ""}
          <Ticking since={next.release.created_at} />
        </Strip>
      );
    case "build failed": {
      const { version } = next.build.source_blob;
      const line = summary.data?.items[0]?.first_error;
      return (
        <Strip
          kind="bad"
          title={text.buildFailed(version ? shortCommit(version) : next.build.id.slice(0, 8))}
          action={
            <LinkButton variant="ink" href={paths.build(app, next.build.id)} className={action}>
              {text.seeWhy}
            </LinkButton>
          }
        >
          {/* Reserves two lines on a phone while the error is unknown. */}
          <span className="max-sm:block max-sm:h-11 max-sm:overflow-hidden">
            {line ? (
              <span className="font-mono text-output max-sm:line-clamp-2" title={line}>
                {line}
              </span>
            ) : (
              <Age at={next.build.updated_at} ago />
            )}
          </span>
        </Strip>
      );
    }
    case "release failed":
      return (
        <Strip
          kind="bad"
          title={text.releasePhaseFailed(next.release.version)}
          action={
            <>
              <RetryRelease
                app={app}
                release={next.release}
                releases={data.releases}
                className={`${action} max-sm:order-1`}
              />
              <LinkButton variant="ink" href={paths.release(app, next.release.version)} className={action}>
                {text.seeOutput}
              </LinkButton>
            </>
          }
        >
          <Age at={next.release.updated_at} ago />.
          {next.current && text.previousStillRuns(next.current.version)}
        </Strip>
      );
    case "crashed":
      return (
        <CrashLog
          key={next.dynos[0].name}
          app={app}
          dynos={next.dynos}
          version={next.version}
          rollBackTo={rollBackChoices(data.releases, marked).preselected?.release.version ?? null}
        />
      );
    case "ahead":
      return <NextAhead data={data} />;
    case "never built":
      return <DropArea name={name} />;
    case undefined:
      return null;
  }
}

/** Shown before the first build: the drop target of an app, and the button that opens the upload. */
function DropArea({ name }: { name: string }) {
  const upload = useUpload();
  return (
    <section
      aria-label={text.nextTitle}
      className="mt-4 flex h-50 flex-col items-center justify-center gap-4 rounded-panel border-2 border-dashed border-edge px-4 text-center"
    >
      <Upload aria-hidden="true" size={20} strokeWidth={1.5} className="text-ink-3" />
      <p className="text-body text-ink-2">
        {text.dropSourceHereOr}{" "}
        <button
          type="button"
          className="text-live underline underline-offset-2"
          onClick={() => upload.open({ app: name, url: true })}
        >
          {text.orBuildFromUrl}
        </button>
        .
      </p>
      <Button variant="ink" onClick={() => upload.open({ app: name })}>
        {text.uploadTo(name)}
      </Button>
    </section>
  );
}

/** Links to the review if the running code is ahead of the next stage. */
function NextAhead({ data: { place, nextStage } }: { data: AppData }) {
  if (!place || !nextStage) return null;
  const { lane, source, ahead } = nextStage;
  const changes = changesText(nextStage);
  const targets =
    ahead.behind.length === 1 ? (ahead.behind[0]?.app.name ?? "") : common.appCount(ahead.behind.length);
  return (
    <Strip
      kind="calm"
      title={text.compareCode(changes, lane.to)}
      action={
        <LinkButton
          acts
          variant="ink"
          href={reviewLink(place.pipeline.name, nextStage)}
          className="h-11 w-full sm:h-8 sm:w-auto"
        >
          {text.reviewChangesLabel(changes)}
        </LinkButton>
      }
    >
      {source.current && text.canGoTo(source.current.version, targets)}
    </Strip>
  );
}

const tints = {
  live: "border-live/25 bg-tint-live",
  bad: "border-bad/35 bg-tint-bad",
  calm: "border-line bg-panel",
};

const titleColors = { live: "text-live", bad: "text-bad", calm: "text-ink" };

/** The strip below the current release: an event, its effect, and one button. */
function Strip({
  kind,
  title,
  children,
  action,
}: {
  kind: "live" | "bad" | "calm";
  title: ReactNode;
  children?: ReactNode;
  action: ReactNode;
}) {
  return (
    <section
      aria-label={text.nextTitle}
      className={`mt-4 flex min-h-12 flex-col gap-x-3 gap-y-2 rounded-panel border p-3 sm:flex-row sm:items-center sm:py-1.5 sm:pr-2 sm:pl-4 ${tints[kind]}`}
    >
      <div className="flex min-w-0 flex-1 gap-2 text-body">
        {kind !== "calm" && <Glyph kind={kind} className="mt-0.5" />}
        <div className="flex min-w-0 flex-1 flex-col gap-x-3 gap-y-1 sm:flex-row sm:items-center">
          <span className={`text-strong sm:shrink-0 ${titleColors[kind]}`}>{title}</span>
          <span className="min-w-0 text-ink-2 sm:truncate">{children}</span>
        </div>
      </div>
      {action}
    </section>
  );
}

/** Returns the address of the lane that reviews an app; it names the app if the lane would open with another one. */
export function reviewLink(pipeline: string, { lane, source, isLeading }: NextStage): string {
  return paths.pipeline(pipeline, {
    from: lane.from,
    to: lane.to,
    ...(isLeading ? {} : { source: source.app.name }),
  });
}

/** Returns "3 changes", "1 change", or "other code" if the number is unknown. */
export function changesText({ ahead }: NextStage): string {
  if (ahead.count === null) return text.otherCode;
  return changes(ahead.count);
}
