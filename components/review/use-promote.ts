"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { findPromotion, isAmbiguous } from "@/lib/client/find-promotion";
import { createPromotion, promotionQuery } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import type { LaneInput } from "@/lib/review/lane-state";
import type { Promotion, PromotionCreate } from "@/lib/schemas/promotion";
import { newId } from "./new-id";

type Body = Omit<PromotionCreate, "id">;

/**
 * Sends a promotion once and goes to its page. If the response is lost, it looks up the result; a retry sends the
 * same id, so that the server recognizes it. `failure` is why the last attempt was refused.
 */
export function usePromote() {
  const client = useQueryClient();
  const router = useRouter();
  const [sending, setSending] = useState<LaneInput["sending"]>("idle");
  const [failure, setFailure] = useState<unknown>(null);
  const busy = useRef(false);
  const sent = useRef<{ id: string; pins: string } | null>(null);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  function show(promotion: Promotion) {
    client.setQueryData(promotionQuery(promotion.id).queryKey, promotion);
    for (const key of ["promotions", "pipelines", "reviews"]) {
      void client.invalidateQueries({ queryKey: [key] });
    }
    if (!left.current) router.push(paths.promotion(promotion.id));
  }

  function stop(next: LaneInput["sending"], error: unknown) {
    busy.current = false;
    setSending(next);
    setFailure(error);
  }

  async function look(id: string, cause: unknown) {
    setSending("no answer");
    try {
      const found = await findPromotion(
        () => client.fetchQuery({ ...promotionQuery(id), staleTime: 0, retry: false }),
        () => new Promise((resolve) => setTimeout(resolve, 1_000)),
      );
      if (found) show(found);
      else stop("nothing", isLost(cause) ? null : cause);
    } catch (error) {
      stop("idle", error);
    }
  }

  async function send(body: Body) {
    // A second click may arrive before the button is rendered as pressed.
    if (busy.current) return;
    busy.current = true;
    const { two_factor_code: _code, ...rest } = body;
    const pins = JSON.stringify(rest);
    const id = sent.current?.pins === pins ? sent.current.id : newId();
    sent.current = { id, pins };
    setSending("sending");
    setFailure(null);
    try {
      show(await createPromotion({ ...body, id }));
    } catch (error) {
      if (isAmbiguous(error)) return look(id, error);
      sent.current = null;
      stop("idle", error);
    }
  }

  /** Resets the last attempt; a request in progress cannot be reset. */
  function forget() {
    if (!busy.current) stop("idle", null);
  }

  return { sending, failure, send, forget };
}

/** Returns true if only the response was lost: there is nothing more to report about it. */
function isLost(cause: unknown): boolean {
  return cause instanceof Error && "id" in cause && cause.id === "unreachable";
}
