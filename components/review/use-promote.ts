import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useSendOnce } from "@/components/send/use-send-once";
import { createPromotionMutation, NothingPromoted } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import type { LaneInput } from "@/lib/review/lane-state";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import { newId } from "./new-id";

type Body = Omit<PromotionCreate, "id">;
type Attempt = { id: string; pins: string; lost: boolean };

/**
 * Sends a promotion once and goes to its page, unless the user has left this one. If the response is lost, it looks
 * up the result; a retry sends the same id, so that the server recognizes it. `failure` is the error of the
 * last attempt.
 */
export function usePromote() {
  const router = useRouter();
  const attempt = useRef<Attempt | null>(null);
  const [lost, setLost] = useState(false);
  const { busy, error, ...mutation } = useSendOnce(
    createPromotionMutation(() => {
      if (attempt.current) attempt.current.lost = true;
      setLost(true);
    }),
  );

  function send(body: Body) {
    if (busy) return;
    const { two_factor_code: _code, ...rest } = body;
    const pins = JSON.stringify(rest);
    const id = attempt.current?.pins === pins ? attempt.current.id : newId();
    attempt.current = { id, pins, lost: false };
    setLost(false);
    mutation.send(
      { ...body, id },
      {
        onSuccess: (promotion) => router.push(paths.promotion(promotion.id)),
        onError: () => {
          if (!attempt.current?.lost) attempt.current = null;
        },
      },
    );
  }

  const nothing = error instanceof NothingPromoted;
  const sending: LaneInput["sending"] = busy
    ? lost
      ? "no answer"
      : "sending"
    : nothing
      ? "nothing"
      : "idle";
  const failure: unknown = nothing ? error.cause : error;
  return { sending, failure, send, forget: mutation.forget };
}
