import { useQuery } from "@tanstack/react-query";
import { CrashLog } from "@/components/logs/crash-log";
import { RetryRelease } from "@/components/send/retry-release";
import { useHolds } from "@/components/send/use-holds";
import { LinkButton } from "@/components/ui/button";
import { Age, Ticking } from "@/components/ui/time";
import { summariesQuery } from "@/lib/client/apps";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import { rollBackChoices } from "@/lib/promotion/roll-back";
import * as text from "@/lib/text/app";
import { expectedDuration } from "@/lib/timeline/expected-duration";
import { DropArea } from "./drop-area";
import { NextAhead } from "./next-ahead";
import { Strip } from "./strip";
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
          title={version ? text.buildingVersion(shortCommit(version)) : text.building}
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
