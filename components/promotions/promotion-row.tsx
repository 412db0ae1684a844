import Link from "next/link";
import { type ReactNode, useState } from "react";
import { OutputPane } from "@/components/output/output-pane";
import { Name, StageTag } from "@/components/ui/names";
import { Glyph, type StateKind } from "@/components/ui/state";
import { Clock } from "@/components/ui/time";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import { dynosText, promotionSteps } from "@/lib/promotion/promotion-steps";
import { interveningReleases, targetText } from "@/lib/promotion/target-text";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { RowEnd } from "./row-end";
import { StepTrack } from "./step-track";
import { usePastClock } from "./use-past-clock";
import type { PromotionData } from "./use-promotion-data";

type Props = {
  promotion: Promotion;
  target: PromotionTarget;
  data: PromotionData;
  stale: boolean;
  /** true if the target is the next one in sequence: the promotion can be stopped before it. */
  stops: boolean;
};

/** A target: its name, its four steps, its action, its failures and output. */
export function PromotionRow({ promotion, target, data, stale, stops }: Props) {
  const { app, release, step } = target;
  const needsOutput = Boolean(release?.release_phase) && (step === "release phase" || step === "failed");
  const [chosen, setChosen] = useState<boolean | null>(null);
  // The output opens during the release phase or when it failed, and stays open afterwards.
  const [opened, setOpened] = useState(needsOutput);
  if (needsOutput && !opened) setOpened(true);
  const open = chosen ?? opened;
  const at = promotion.targets.indexOf(target);
  const before = promotion.order === "in turn" ? promotion.targets[at - 1] : undefined;
  const standing = data.standingOf(target);
  return (
    <li className="border-b border-line last:border-b-0">
      <div className="grid min-h-16 items-center gap-x-4 gap-y-3 px-4 py-2.5 lg:grid-cols-[minmax(0,18rem)_minmax(0,34rem)_minmax(7rem,1fr)]">
        <TargetName target={target} data={data} />
        <StepTrack
          steps={promotionSteps(target, before ? data.nameOf(before.id) : null)}
          runs={!stale && standing.state === "running"}
          stale={stale}
        />
        <RowEnd
          promotion={promotion}
          target={target}
          data={data}
          stops={stops}
          output={release?.release_phase && app.name ? { open, toggle: () => setChosen(!open) } : null}
        />
      </div>
      <RowProblems target={target} overtaken={standing.state === "overtaken"} />
      {open && release && app.name && (
        <div className="-mx-px -mb-px">
          <OutputPane
            source={{ app: app.name, release: String(release.version) }}
            status={statusOf(release.status)}
            since={target.released_at ?? target.sent_at}
            height={240}
          />
        </div>
      )}
    </li>
  );
}

function TargetName({ target, data }: { target: PromotionTarget; data: PromotionData }) {
  const { app, stage, region, release, step } = target;
  const clock = usePastClock();
  const standing = data.standingOf(target);
  const by = standing.state === "overtaken" ? standing.by : null;
  const sentence = targetText(target, by !== null);
  const ran = release !== null && (step === "done" || step === "dynos" || step === "crashed");
  return (
    <div className="min-w-0">
      <p className="flex min-w-0 items-center gap-2">
        {app.name === null ? (
          <span className="text-strong text-ink-2">{common.aHiddenApp}</span>
        ) : app.gone ? (
          <span className="truncate text-strong text-ink-2">
            <Name value={app.name} max={26} />
          </span>
        ) : (
          <Link href={paths.app(app.name)} className="truncate text-strong text-ink hover:underline">
            <Name value={app.name} max={26} />
          </Link>
        )}
        {stage && <StageTag stage={stage} loud />}
        {region && <span className="text-meta text-ink-3">{region}</span>}
      </p>
      <p className="truncate text-meta text-ink-2">
        {app.gone ? (
          text.targetGone
        ) : app.name === null ? (
          text.hiddenAppNotShown
        ) : standing.state === "overtaken" && ran ? (
          <span title={text.replacedBy(standing.by.version, data.descriptionOf(app.id, standing.by))}>
            {text.ranUntil(release.version, clock(standing.until))} ·{" "}
            {text.replacedBy(standing.by.version, null)}
          </span>
        ) : (
          <>
            {sentence.before}{" "}
            {sentence.commit && <span className="font-mono">{shortCommit(sentence.commit)}</span>}{" "}
            {sentence.after}
            {by !== null && text.runningNow(by.version)}
          </>
        )}
      </p>
    </div>
  );
}

function statusOf(status: string) {
  const known = ["pending", "succeeded", "failed", "expired"] as const;
  return known.find((each) => each === status) ?? "unknown";
}

type TroubleProps = {
  target: PromotionTarget;
  /** true if a newer release runs there. */
  overtaken: boolean;
};

/** Failures of a target, and releases made between the review and the promotion. */
function RowProblems({ target, overtaken }: TroubleProps) {
  const { step, error_message, app, release, seen_at } = target;
  const intervening = interveningReleases(target);
  const crashed = step === "crashed" ? (dynosText(target) ?? text.itsDynosCrashed) : null;
  return (
    <>
      {intervening && <Line kind="warn">{intervening}</Line>}
      {error_message && step !== "done" && (
        <Line kind={step === "unknown" ? "unknown" : overtaken ? "repaired" : "bad"}>{error_message}</Line>
      )}
      {crashed && (
        <Line kind={overtaken ? "repaired" : "bad"}>
          {crashed}.{" "}
          {app.name && !app.gone && (
            <Link href={paths.app(app.name)} className="text-live underline underline-offset-2">
              {text.seeItsLastLines}
            </Link>
          )}
        </Line>
      )}
      {step === "unknown" && (
        <Line kind="unknown">
          {text.unknownLastSeen} {seen_at ? <Clock at={seen_at} /> : common.never}
          {text.nothingSentAgain}{" "}
          {app.name && !app.gone && release && (
            <Link
              href={paths.release(app.name, release.version)}
              className="text-live underline underline-offset-2"
            >
              {text.openVersion(release.version)}
            </Link>
          )}
        </Line>
      )}
    </>
  );
}

const tints: Partial<Record<StateKind, string>> = { bad: "bg-tint-bad", warn: "bg-tint-warn" };

function Line({ kind, children }: { kind: StateKind; children: ReactNode }) {
  return (
    <p className={`flex gap-2 border-t border-line px-4 py-2 text-body text-ink ${tints[kind] ?? ""}`}>
      <Glyph kind={kind} className="mt-0.5" />
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </p>
  );
}
