"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type OutputHandle, OutputView } from "@/components/output/output-view";
import { useOfLog, useOutputLog } from "@/components/output/use-output-log";
import { appCrumbs, PageHeader } from "@/components/ui/page-header";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { dynoFacts } from "@/lib/apps/dyno-facts";
import { appQuery } from "@/lib/client/apps";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { releaseQuery, releasesQuery } from "@/lib/client/releases";
import { api } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { expectedDuration } from "@/lib/timeline/expected-duration";
import { hasCode } from "@/lib/timeline/lineage";
import { BuildActions } from "./build-actions";
import { BuildHeader } from "./build-header";
import { buildName, buildTitleState, runsMeanwhile } from "./build-text";
import { phasesOf } from "./phase-model";
import { Phases } from "./phases";
import { WhyCard, WhyCardSpace } from "./why-card";

/** A build: its outcome, phases, cause of failure, and output. */
export function BuildView({ app, id }: { app: string; id: string }) {
  const data = useBuildData(app, id);
  if (data.build) return <LoadedBuild key={id} app={app} build={data.build} data={data} />;
  return (
    <div className="max-w-[105rem]">
      <TabState title={text.buildOf(app)} />
      <PageHeader
        crumbs={appCrumbs(app, "builds")}
        title={id === "latest" ? text.newestBuild : text.buildTitle(id.slice(0, 8))}
      />
      {data.one.isError ? (
        <Failed what={text.theBuild} error={data.one.error} onRetry={() => void data.one.refetch()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </div>
  );
}

type LoadedBuildProps = { app: string; build: Build; data: ReturnType<typeof useBuildData> };

function LoadedBuild({ app, build, data }: LoadedBuildProps) {
  const { release, current, facts } = data;
  const log = useOutputLog({ app, build: build.id }, build.created_at);
  const sections = useOfLog(log, (each) => each.sections.length);
  const over = useOfLog(log, (each) => each.over);
  const quote = useOfLog(log, (each) => each.quote);
  const unread = useOfLog(log, (each) => each.state.kind === "failed");
  const { refetch } = data.one;
  const isPending = build.status === "pending";
  // The output ends with the build: its status is requested now, not at the next poll.
  useEffect(() => {
    if (over && isPending) void refetch();
  }, [over, isPending, refetch]);
  const output = useRef<OutputHandle>(null);
  const mark = useRef<HTMLDivElement>(null);
  const folded = useFolded(mark);

  const phases = phasesOf({
    build,
    sections: log.sections.slice(0, sections),
    arrivedAt: (line) => log.arrivedAt(line),
    endedAt: over ? log.lastBytesAt : null,
    release,
    dynos: facts,
  });
  const { kind, label } = buildTitleState(build, release, phases);
  const dynos = facts.map((fact) => fact.label).join(", ") || null;
  const failed = build.status === "failed" && !build.canceled_by;
  const goTo = (line: number) => output.current?.goTo(line);

  return (
    <div className="flex w-full max-w-[105rem] flex-1 flex-col lg:-mb-6 lg:h-[calc(100dvh-2.5rem)] lg:flex-none">
      <TabState kind={kind} title={`${app} ${buildName(build)}`} />
      <div ref={mark} aria-hidden="true" className="-mt-2 h-2" />
      <div className="sticky top-12 z-20 -mx-4 bg-paper px-4 pb-3 lg:top-0 lg:-mx-8 lg:px-8">
        <BuildHeader
          app={app}
          build={build}
          kind={kind}
          label={label}
          meanwhile={data.releasesKnown ? runsMeanwhile(build, release, current, dynos) : null}
          expectedMs={data.expectedMs}
          reading={label === "Failed" && !over}
          folded={folded}
          actions={
            <BuildActions
              app={app}
              build={build}
              release={release}
              running={current && hasCode(current) ? `v${current.version}` : null}
              webUrl={data.webUrl}
            />
          }
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-3">
        <Phases phases={phases} dynos={dynos} onGo={(line) => goTo(line + 1)} />
        {data.one.isError && (
          <Failed
            what={text.theBuild}
            error={data.one.error}
            onRetry={() => void data.one.refetch()}
            knownAt={data.one.dataUpdatedAt}
          />
        )}
        {failed && quote && <WhyCard quote={quote} onGo={goTo} />}
        {failed && quote === undefined && !unread && <WhyCardSpace />}
        <div className="h-[calc(100dvh-8rem)] min-h-80 lg:h-auto lg:flex-1">
          <OutputView
            log={log}
            raw={api.buildOutput(app, build.id)}
            fileName={`${app}-${buildName(build)}.log`}
            release={false}
            status={build.canceled_by ? "canceled" : build.status}
            startedAt={Date.parse(build.created_at)}
            outline
            handle={output}
          />
        </div>
      </div>
    </div>
  );
}

/** Returns true once a mark above the heading has been scrolled out of view. */
function useFolded(mark: RefObject<HTMLElement | null>): boolean {
  const [folded, setFolded] = useState(false);
  useEffect(() => {
    if (!mark.current) return;
    const observer = new IntersectionObserver(([entry]) => setFolded(entry?.isIntersecting === false));
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [mark]);
  return folded;
}

/** Returns a build, its release, the app's current release, and the expected duration. */
function useBuildData(app: string, id: string) {
  const one = useQuery(buildQuery(app, id));
  const appDetails = useQuery(appQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const releases = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
  const current = releases.find((release) => release.current) ?? null;

  const build = one.data;
  const releaseId = build?.release?.id;
  const ownRelease = useQuery({ ...releaseQuery(app, releaseId ?? ""), enabled: releaseId !== undefined });
  const release = ownRelease.data ?? releases.find((each) => each.id === releaseId) ?? null;

  const dynos = useQuery(dynosQuery(app));
  const formation = useQuery(formationQuery(app));
  const facts =
    release?.current && dynos.data
      ? dynoFacts(dynos.data.items, formation.data?.items ?? [], release.version)
      : [];

  // Data that changes at the end of a build or release is requested at once, not at the next poll.
  const client = useQueryClient();
  const state = `${build?.status} ${release?.status}`;
  const known = useRef(state);
  useEffect(() => {
    if (known.current === state) return;
    known.current = state;
    void client.invalidateQueries({ queryKey: appQuery(app).queryKey });
  }, [state, client, app]);

  const past = (buildPages.data?.pages.flatMap((page) => page.items) ?? []).filter((each) => each.id !== id);
  return {
    one,
    build,
    release,
    current,
    /** false until the releases have been read; `current` is null until then. */
    releasesKnown: releasePages.data !== undefined,
    facts,
    expectedMs: expectedDuration(past),
    webUrl: appDetails.data?.web_url ?? null,
    appName: appDetails.data?.name ?? app,
  };
}
