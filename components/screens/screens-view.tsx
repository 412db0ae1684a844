"use client";

import { useQuery } from "@tanstack/react-query";
import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { PageHead } from "@/components/ui/page-head";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { screensQuery } from "@/lib/client/screens";
import { paths } from "@/lib/paths";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";
import { Broadcast } from "./broadcast";
import { type Handed, HandedOver } from "./handed-over";
import { Outcome } from "./outcome";
import { PairScreen } from "./pair-screen";
import { ScreenRow } from "./screen-row";

type Props = {
  person: { id: string; email: string };
  /** true if Slipway runs with HEROKU_API_KEY: a screen then needs no consent at Heroku. */
  byKey: boolean;
  /** The address to open on a TV, and whether another machine reaches it. */
  wall: { url: string; reachable: boolean };
  handedOver: Handed | null;
};

const none: Screen[] = [];

/** Lists the screens that this user may see, with their state, content and backers. */
export function ScreensView({ person, byKey, wall, handedOver }: Props) {
  const query = useQuery(screensQuery());
  const screens = query.data?.items ?? none;
  return (
    <div className="mx-auto flex w-full max-w-300 flex-1 flex-col">
      <TabState {...tabOf(screens)} />
      <PageHead
        title={text.screensTitle}
        meta={<span className="text-body text-ink-2">{query.data ? countText(screens) : ""}</span>}
        actions={
          <>
            <LinkButton href={paths.wallPreview()} external>
              {text.preview}
            </LinkButton>
            <Broadcast screens={screens} person={person} />
            <PairScreen screens={screens} byKey={byKey} />
          </>
        }
      />
      <Outcome screens={screens} />
      {handedOver && <HandedOver handed={handedOver} byKey={byKey} />}
      {query.isError && (
        <div className="mt-4">
          <Failed
            what="Screens"
            error={query.error}
            onRetry={() => void query.refetch()}
            knownAt={query.dataUpdatedAt || null}
          />
        </div>
      )}
      {query.isPending && (
        <div aria-busy="true" className="mt-6">
          <Skeleton rows={3} height={48} />
        </div>
      )}
      {query.data && screens.length === 0 && <NoScreens wall={wall} />}
      {screens.length > 0 && (
        <>
          <ul className="mt-4 border-t border-line">
            {screens.map((screen) => (
              <ScreenRow key={screen.id} screen={screen} person={person} byKey={byKey} />
            ))}
          </ul>
          <p className="mt-4 text-meta text-ink-3">
            {text.pairAnotherOpen} <span className="font-mono text-ink-2">{wall.url}</span>{" "}
            {text.pairAnotherType}
          </p>
        </>
      )}
    </div>
  );
}

function tabOf(screens: Screen[]): { kind?: "bad"; title: string } {
  const dark = screens.filter(({ state }) => state === "no grant");
  return dark.length > 0 ? { kind: "bad", title: `${dark[0]?.name} may not read` } : { title: "Screens" };
}

function countText(screens: Screen[]): string {
  if (screens.length === 0) return "";
  const live = screens.filter(({ state }) => state === "live").length;
  const all = screens.length === 1 ? "1 screen" : `${screens.length} screens`;
  return live === screens.length ? `${all}, live` : `${all}, ${live} live`;
}

/** Shown without screens: the steps of pairing. */
function NoScreens({ wall }: { wall: { url: string; reachable: boolean } }) {
  return (
    <Empty className="flex flex-col gap-3">
      <p className="text-ink">{text.openWallOnTv}</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-mono text-output text-ink">{wall.url}</span>
        <CopyButton text={wall.url} label={text.copyAddress} />
      </p>
      {!wall.reachable && <p className="max-w-150 text-meta text-ink-3">{text.addressIsLocal}</p>}
    </Empty>
  );
}
