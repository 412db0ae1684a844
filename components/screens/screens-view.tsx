"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { Button, LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { PageHeader } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { Sheet } from "@/components/ui/sheet";
import { Glyph } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { screensQuery } from "@/lib/client/screens";
import { formatCounted } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import type { Screen } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/screen";
import { BackForm } from "./back-form";
import { Broadcast } from "./broadcast";
import { PairForm } from "./pair-form";
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
      <PageHeader
        title={common.screens}
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
            what={common.screens}
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
  const dark = screens.find(({ state }) => state === "no grant");
  return dark ? { kind: "bad", title: text.screenMayNotRead(dark.name) } : { title: common.screens };
}

function countText(screens: Screen[]): string {
  if (screens.length === 0) return "";
  const live = screens.filter(({ state }) => state === "live").length;
  const all = formatCounted(screens.length, "screen");
  return live === screens.length ? `${all}, live` : text.someLive(all, live);
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

/** "Pair a screen…": the address contains the code, so that the QR code of a screen opens the sheet with it. */
function PairScreen({ screens, byKey }: { screens: Screen[]; byKey: boolean }) {
  const [code, setCode] = useQueryState("code", parseAsString);
  const change = (next: string | null) => {
    setCode(next).catch(() => {});
  };
  return (
    <>
      <Button variant="ink" onClick={() => change("")}>
        {common.openPairing}
      </Button>
      <Sheet
        open={code !== null}
        onOpenChange={(open) => {
          if (!open) change(null);
        }}
        title={text.pairing}
      >
        <PairForm
          code={code ?? ""}
          byKey={byKey}
          screens={screens.filter(({ may_change }) => may_change)}
          onDone={() => change(null)}
        />
      </Sheet>
    </>
  );
}

/** An opened handover link; `screen` is null if the link is no longer valid. */
type Handed = { link: string; screen: { id: string; name: string; from: string } | null };

/** Shows what the recipient of a handover link may do. */
function HandedOver({ handed, byKey }: { handed: Handed; byKey: boolean }) {
  const router = useRouter();
  const { link, screen } = handed;
  if (!screen) {
    return (
      <p role="status" className="mt-4 rounded-panel bg-tint-warn px-3 py-2.5">
        {text.linkExpired}
      </p>
    );
  }
  return (
    <section
      aria-label={text.handedOverToYou}
      className="mt-4 max-w-120 rounded-panel border border-edge bg-panel p-4"
    >
      <h2 className="text-strong">{text.handsOver(fullNameOf({ email: screen.from }), screen.name)}</h2>
      <p className="mt-1 mb-4 text-ink-2">{text.handedOverEffect}</p>
      <BackForm
        screen={screen}
        link={link}
        byKey={byKey}
        onDone={(done) => router.replace(`${paths.screens()}?done=${encodeURIComponent(done)}`)}
      />
    </section>
  );
}

const failures = new Map([
  ["declined", text.notAllowed],
  ["late", text.tookTooLong],
  ["another-account", text.allowedByAnotherAccount],
  ["gone", text.pairedMeanwhile],
  ["error", text.grantNotGiven],
]);

/** Shows the result of the authorization at Heroku. */
function Outcome({ screens }: { screens: Screen[] }) {
  const [{ done, outcome }, set] = useQueryStates({ done: parseAsString, outcome: parseAsString });
  const screen = screens.find(({ id }) => id === done);
  const failure = outcome ? (failures.get(outcome) ?? failures.get("error")) : null;
  if (!screen && !failure) return null;
  return (
    <div
      role="status"
      className={`mt-4 flex items-start gap-2 rounded-panel px-3 py-2.5 ${failure ? "bg-tint-bad" : "bg-tint-ok"}`}
    >
      <Glyph kind={failure ? "bad" : "ok"} className="mt-0.5" />
      <p className="min-w-0 flex-1">{failure ?? (screen && text.paired(screen.name))}</p>
      <button
        type="button"
        aria-label={common.closeLabel}
        onClick={() => {
          set({ done: null, outcome: null }).catch(() => {});
        }}
        className="flex size-5 shrink-0 items-center justify-center rounded-control text-ink-2 hover:text-ink"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.5} />
      </button>
    </div>
  );
}
