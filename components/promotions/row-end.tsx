import { useMutation } from "@tanstack/react-query";
import { usePromote } from "@/components/review/use-promote";
import { SendButton } from "@/components/send/send-button";
import type { Extras } from "@/components/send/send-footer";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { mayRetryCrashed } from "@/lib/apps/release-again";
import { stopPromotionMutation } from "@/lib/client/promotions";
import { formatDuration } from "@/lib/format/format";
import { dynosText } from "@/lib/promotion/promotion-steps";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import type { PromotionData } from "./use-promotion-data";

type Props = {
  promotion: Promotion;
  target: PromotionTarget;
  data: PromotionData;
  stops: boolean;
  /** The output of its release phase, if any, and whether it is open. */
  output: { open: boolean; toggle: () => void } | null;
};

/** The end of a row: the outcome or the usual duration, and the action. */
export function RowEnd({ promotion, target, data, stops, output }: Props) {
  const review = data.reviewOf(target.app.id);
  const usual = review?.last_release_phase_ms;
  const { slug } = promotion.source;
  const sourceReleases = data.reviewOf(promotion.source.app.id)?.releases ?? [];
  const expired = sourceReleases.find(({ id }) => id === promotion.source.release.id)?.status === "expired";
  // The slug may have been released there since, outside of this promotion.
  const runsSlug = slug !== null && review?.current?.slug?.id === slug.id;
  const crashes = target.step === "crashed" && runsSlug && review !== undefined && mayRetryCrashed(review);
  const outcome =
    target.step === "release phase" && usual
      ? text.usuallyTakes(formatDuration(usual))
      : target.step === "done" && data.standingOf(target).state === "running"
        ? dynosText(target)
        : null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2 text-meta text-ink-2 lg:justify-end">
      {outcome && <span>{outcome}</span>}
      {output && (
        <button
          type="button"
          aria-expanded={output.open}
          onClick={output.toggle}
          className="min-h-6 text-ink-2 hover:underline pointer-coarse:min-h-11"
        >
          {output.open ? text.hideOutput : common.output}
        </button>
      )}
      {target.app.name !== null &&
        !target.app.gone &&
        !expired &&
        ((target.step === "failed" && !runsSlug) || crashes) && (
          <RetryTarget promotion={promotion} target={target} data={data} />
        )}
      {stops && <Stop promotion={promotion} data={data} />}
    </div>
  );
}

/** Skips the targets that were not sent yet; the one in progress is not affected. */
function Stop({ promotion, data }: Pick<Props, "promotion" | "data">) {
  const stop = useMutation(stopPromotionMutation(promotion.id));
  const current = promotion.targets.findLast(
    (target) => target.step !== "waiting" && target.step !== "stopped",
  );
  return (
    <>
      {stop.isError && (
        <span role="alert" className="text-bad">
          {describeFailure(stop.error).message}
        </span>
      )}
      <Button
        size="sm"
        variant="ghost"
        className="text-live!"
        busy={stop.isPending}
        onClick={() => stop.mutate()}
      >
        {current ? text.stopAfter(data.nameOf(current.id)) : text.stop}
      </Button>
    </>
  );
}

type RetryProps = { promotion: Promotion; target: PromotionTarget; data: PromotionData };

/** Promotes the same slug again to one failed or crashed target, as a new promotion. */
function RetryTarget({ promotion, target, data }: RetryProps) {
  const { sending, failure, send, forget } = usePromote();
  const review = data.reviewOf(target.app.id);
  const name = data.nameOf(target.id);
  const { source, pipeline, order } = promotion;
  const retry = (extras: Extras) => {
    if (!review) return;
    void send({
      pipeline: pipeline?.id ?? null,
      source: { app: source.app.id, release: source.release.id, slug: source.slug?.id ?? null },
      targets: [{ app: target.app.id, expected_current: review.current?.id ?? null }],
      order,
      retry_of: promotion.id,
      ...extras,
    });
  };
  return (
    <SendButton
      size="sm"
      labels={{
        send: text.retry(name),
        override: text.retryPastTheLock(name),
        code: text.retryWithCode(name),
      }}
      busy={sending === "sending" || sending === "no answer"}
      error={failure}
      disabled={!review}
      onSend={retry}
      onDismiss={forget}
    >
      {text.notSentAgain(source.release.version, target.app.name ?? "")}
    </SendButton>
  );
}
