import { usePromote } from "@/components/review/use-promote";
import { SendButton } from "@/components/send/send-button";
import type { Extras } from "@/components/send/send-foot";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/promotion";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; target: PromotionTarget; data: PromotionData };

/** Promotes the same slug again to one failed or crashed target, as a new promotion. */
export function RetryTarget({ promotion, target, data }: Props) {
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
      labels={{ send: text.retry(name), past: text.retryPastTheLock(name), code: text.retryWithCode(name) }}
      busy={sending === "sending" || sending === "no answer"}
      error={failure}
      disabled={!review}
      onSend={retry}
      onForget={forget}
    >
      {text.notSentAgain(source.release.version, target.app.name ?? "")}
    </SendButton>
  );
}
