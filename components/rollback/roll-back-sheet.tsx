import { useState } from "react";
import { useSendRelease } from "@/components/send/use-send-once";
import { Name } from "@/components/ui/names";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { useZone } from "@/components/ui/preferences";
import { Sheet } from "@/components/ui/sheet";
import { Clock } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { formatDay, shortCommit } from "@/lib/format/format";
import type { Candidate } from "@/lib/promotion/roll-back";
import { unaffectedByRollBack } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/roll-back";
import { RestoredConfig } from "./restored-config";
import { RollBackFooter } from "./roll-back-footer";
import { RollBackTo } from "./roll-back-to";
import { useRollBackAddress } from "./use-roll-back-address";
import { type RollBackData, useRollBackData } from "./use-roll-back-data";

/** Rolls back to an earlier release; open while the address says so (`paths.rollBack`). `app` is a name or id. */
export function RollBackSheet({ app, name = app }: { app: string; name?: string }) {
  const address = useRollBackAddress();
  return address.open ? <OpenSheet app={app} name={name} address={address} /> : null;
}

type Sent = { data: RollBackData; chosen: Candidate; what: Address["restores"] };
type Address = ReturnType<typeof useRollBackAddress>;
type OpenProps = { app: string; name: string; address: Address };

function OpenSheet({ app, name, address }: OpenProps) {
  const live = useRollBackData(app);
  const sender = useSendRelease(app, "replace");
  const [sent, setSent] = useState<Sent | null>(null);
  // The sheet keeps showing the sent request until its response arrives.
  const frozen = sender.busy ? sent : null;
  const data = frozen?.data ?? live;
  const { releasePages, choices, current } = data;
  const linked = [...choices.shown, ...choices.older].find(
    ({ release }) => release.version === address.version,
  );
  const chosen = frozen?.chosen ?? linked ?? choices.preselected;
  const what = frozen?.what ?? (chosen?.release.slug && !chosen.sameAsNow ? address.restores : "all");
  // The release that ran at the time of the review; if it changes, the change is shown before anything is sent.
  const [seen, setSeen] = useState(current);
  if (!seen && current) setSeen(current);
  const ready = chosen && releasePages.data;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open && !sender.busy) address.close();
      }}
      title={
        <span className="truncate">
          {text.rollBack} <Name value={name} max={24} />
        </span>
      }
      footer={
        ready && (
          <RollBackFooter
            app={app}
            name={name}
            data={data}
            chosen={chosen}
            what={what}
            seen={seen}
            sender={sender}
            onSend={() => setSent({ data, chosen, what })}
            onReview={() => setSeen(current)}
          />
        )
      }
    >
      {releasePages.isError && (
        <div className="mb-4">
          <Failed
            what={common.releases}
            error={releasePages.error}
            onRetry={() => void releasePages.refetch()}
            knownAt={releasePages.dataUpdatedAt || null}
          />
        </div>
      )}
      {releasePages.isPending && <Skeleton rows={6} height={48} />}
      {releasePages.data && !chosen && <NothingToGoBackTo name={name} />}
      {ready && (
        <fieldset disabled={sender.busy} className="flex flex-col gap-5">
          <RunsNow current={current} data={data} />
          <RollBackTo data={data} chosen={chosen} onChoose={address.choose} />
          <RestoredConfig app={app} chosen={chosen} what={what} onChoose={address.chooseRestored} />
          <p className="text-meta text-ink-3">
            {unaffectedByRollBack(chosen.release.release_phase, data.releasePhaseMs)}
          </p>
        </fieldset>
      )}
    </Sheet>
  );
}

function NothingToGoBackTo({ name }: { name: string }) {
  return <Empty>{text.nothingToGoBackTo(name)}</Empty>;
}

/** "Runs now: v12 cb6999d since 10:51". */
function RunsNow({ current, data }: { current: Release | null; data: RollBackData }) {
  const zone = useZone();
  const now = useNow(60_000);
  if (!current) return <p className="text-meta text-ink-3">{text.nothingRunsNow}</p>;
  const { commit } = data.descriptionOf(current);
  const day = formatDay(current.created_at, now, zone);
  return (
    <p className="text-meta text-ink-3">
      {text.runsNow} <span className="font-emphasis text-ink">{common.releaseVersion(current.version)}</span>{" "}
      {commit && (
        <>
          <span className="font-mono text-ink-2">{shortCommit(commit)}</span>{" "}
        </>
      )}
      {common.since} {day === "Today" ? "" : `${day === "Yesterday" ? text.yesterday : day} `}
      <Clock at={current.created_at} />
    </p>
  );
}
