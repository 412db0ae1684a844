import type { ReactNode } from "react";
import type { StageLane } from "@/lib/review/lanes";
import { visibleApps } from "@/lib/review/lanes";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { AppCard } from "./app-card";
import { CardMenu } from "./card-menu";
import { HiddenCard } from "./hidden-card";
import type { OpenLane } from "./open-lane";
import { PlaceMenu } from "./place-menu";
import { StageHead } from "./stage-head";
import type { PromoteDrag } from "./use-promote-drag";

type StageColumnProps = {
  pipeline: PipelineDetails;
  stage: string;
  apps: readonly PipelineApp[];
  /** The lane that starts here, if any. */
  lane: StageLane<ReviewApp> | undefined;
  open: OpenLane | null;
  drag: PromoteDrag;
  onChoose: (source: ReviewApp, targets: readonly ReviewApp[] | null) => void;
  onChosen: () => void;
  /** The list below the cards. */
  children: ReactNode;
};

/** A stage: its apps as cards, then the list of its builds or promotions. */
export function StageColumn(props: StageColumnProps) {
  const { pipeline, stage, apps, lane, open, drag, onChoose, onChosen, children } = props;
  const siblings = visibleApps(apps);
  const possible = drag.stage === stage;
  return (
    <section
      aria-label={stage}
      {...drag.onto(stage)}
      className="contents @min-[57rem]/board:flex @min-[57rem]/board:min-w-68 @min-[57rem]/board:max-w-160 @min-[57rem]/board:flex-1 @min-[57rem]/board:flex-col @min-[57rem]/board:gap-4"
    >
      <div className="flex flex-col gap-2.5">
        <StageHead stage={stage} count={apps.length} />
        <ul
          className={`flex flex-col gap-3 rounded-panel ${drag.over === stage ? "outline-2 outline-offset-4 outline-live" : ""}`}
        >
          {apps.map((app) =>
            app.hidden ? (
              <HiddenCard key={app.app.id} />
            ) : (
              <li key={app.app.id} {...drag.from(app)} {...drag.onto(stage, app)}>
                <AppCard
                  app={app}
                  siblings={siblings}
                  drop={possible ? (drag.over === app.app.id ? "over" : "possible") : null}
                  menu={
                    <>
                      <PlaceMenu pipeline={pipeline} app={app.app} stage={stage} />
                      {lane && app.current && (
                        <CardMenu
                          source={app}
                          lane={lane}
                          onChoose={(targets) => onChoose(app, targets)}
                          onChosen={onChosen}
                        />
                      )}
                    </>
                  }
                  wire={wireOf(app, stage, open)}
                />
              </li>
            ),
          )}
        </ul>
      </div>
      <div className="order-last @min-[57rem]/board:order-none">{children}</div>
    </section>
  );
}

function wireOf(app: ReviewApp, stage: string, open: OpenLane | null): ReactNode {
  if (open?.source === app) return <Wire to="lane" />;
  return open?.lane.to === stage && open.ticked.includes(app.app.id) ? <Wire to="target" /> : null;
}

/** A thin line across the gap between a card and the lane; with an arrow where it ends at a target. */
function Wire({ to }: { to: "lane" | "target" }) {
  const target = to === "target";
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 8"
      width={24}
      height={8}
      className={`pointer-events-none absolute top-[46px] hidden text-ink-3 @min-[57rem]/board:block ${target ? "right-full" : "left-full"}`}
    >
      <path d={target ? "M0 4H18" : "M0 4H24"} stroke="currentColor" fill="none" />
      {target && <path d="M17 1.25 23.5 4 17 6.75Z" fill="currentColor" />}
    </svg>
  );
}
