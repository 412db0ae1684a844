import { ArrowRightFromLine, EyeOff } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Menu, MenuHeading, MenuItem } from "@/components/ui/menu";
import { StageTag } from "@/components/ui/names";
import { stageTitle } from "@/lib/apps/stages";
import { type StageLane, visibleApps } from "@/lib/review/lanes";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { AppCard } from "./app-card";
import type { OpenLane } from "./open-lane";
import { PlaceMenu } from "./place-menu";
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
        <StageHeader stage={stage} count={apps.length} />
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

/** An app of the pipeline that this account cannot see. */
export function HiddenCard() {
  return (
    <li className="flex min-h-14 items-center gap-2 rounded-panel border border-dashed border-edge px-4 py-2 text-body text-ink-2">
      <EyeOff aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
      {text.hiddenAppOfStage}
    </li>
  );
}

/** The heading of a column: the stage's tag, its name, the number of apps. */
export function StageHeader({ stage, count }: { stage: string; count: number }) {
  return (
    <h2 className="flex h-5 items-center gap-2 font-normal">
      <StageTag stage={stage} loud />
      <span className="text-strong">{stageTitle(stage)}</span>
      <span className="text-meta text-ink-3">{count === 1 ? text.oneApp : common.appCount(count)}</span>
    </h2>
  );
}

type CardMenuProps = {
  source: ReviewApp;
  lane: StageLane<ReviewApp>;
  /** Opens the lane with these targets selected; null selects those of the stage that run other code. */
  onChoose: (targets: readonly ReviewApp[] | null) => void;
  /** Called when the menu has closed after a choice: the lane takes the focus. */
  onChosen: () => void;
};

/** Promotes to the next stage or to one app of it; the equivalent of dragging the card for keyboards and touch. */
function CardMenu({ source, lane, onChoose, onChosen }: CardMenuProps) {
  const { to, targets } = lane;
  const chosen = useRef(false);
  const choose = (picked: readonly ReviewApp[] | null) => {
    chosen.current = true;
    onChoose(picked);
  };
  return (
    <Menu
      label={text.promote(source.app.name)}
      onCloseAutoFocus={(event) => {
        if (!chosen.current) return;
        event.preventDefault();
        chosen.current = false;
        onChosen();
      }}
      trigger={
        <button
          type="button"
          aria-label={text.openPromote(source.app.name)}
          title={text.openPromoteTo}
          className="relative flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11"
        >
          <ArrowRightFromLine aria-hidden="true" size={14} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuHeading>
        {text.promoteVersionTo(source.current ? common.releaseVersion(source.current.version) : "")}
      </MenuHeading>
      {targets.length > 1 && <MenuItem onSelect={() => choose(null)}>{text.allOf(to)}</MenuItem>}
      {targets.map((target) => (
        <MenuItem key={target.app.id} onSelect={() => choose([target])}>
          {target.app.name}…
        </MenuItem>
      ))}
    </Menu>
  );
}
