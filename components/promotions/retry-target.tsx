"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import { type Extras, SendFoot } from "./send-foot";
import { usePromote } from "./use-promote";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; target: PromotionTarget; data: PromotionData };

/** Sends the same slug to one failed target again, as a promotion of its own, pinned to what runs there now. */
export function RetryTarget({ promotion, target, data }: Props) {
  const { sending, failure, send, forget } = usePromote();
  const [asking, setAsking] = useState(false);
  const review = data.reviewOf(target.app.id);
  const name = data.nameOf(target.id);
  const { source, pipeline, order } = promotion;
  const busy = sending === "sending" || sending === "no answer";
  const retry = (extras: Extras) => {
    if (!review) return;
    setAsking(true);
    void send({
      pipeline: pipeline?.id ?? null,
      source: { app: source.app.id, release: source.release.id, slug: source.slug?.id ?? null },
      targets: [{ app: target.app.id, expected_current: review.current?.id ?? null }],
      order,
      retry_of: promotion.id,
      ...extras,
    });
  };
  const labels = {
    send: `Retry ${name}`,
    past: `Retry ${name} past the lock`,
    code: `Retry ${name} with code`,
  };
  return (
    <>
      <Button size="sm" busy={busy} disabled={!review} onClick={() => retry({})}>
        {labels.send}
      </Button>
      <Sheet
        open={asking && failure !== null && !busy}
        onOpenChange={(open) => {
          if (open) return;
          setAsking(false);
          forget();
        }}
        title={<span className="truncate">{labels.send}</span>}
        footer={<SendFoot labels={labels} busy={busy} error={failure} onSend={retry} />}
      >
        <p className="text-body text-ink-2">
          v{source.release.version} was not sent to {target.app.name} again. Below is why, and what it needs.
        </p>
      </Sheet>
    </>
  );
}
