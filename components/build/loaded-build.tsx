import { type RefObject, useEffect, useRef, useState } from "react";
import { type OutputHandle, OutputView } from "@/components/output/output-view";
import { useOfLog, useOutputLog } from "@/components/output/use-output-log";
import { Failed } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { api } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { hasCode } from "@/lib/timeline/lineage";
import { BuildActions } from "./build-actions";
import { BuildHead } from "./build-head";
import { buildName, buildTitleState, runsMeanwhile } from "./build-text";
import { phasesOf } from "./phase-model";
import { Phases } from "./phases";
import type { useBuildData } from "./use-build-data";
import { WhyCard, WhyCardSpace } from "./why-card";

type LoadedBuildProps = { app: string; build: Build; data: ReturnType<typeof useBuildData> };

export function LoadedBuild({ app, build, data }: LoadedBuildProps) {
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
        <BuildHead
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
