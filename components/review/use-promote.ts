import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useSendOnce } from "@/components/send/use-send-once";
import { createPromotionMutation, NothingPromoted } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import type { LaneInput } from "@/lib/review/lane-state";
import type { PromotionCreate } from "@/lib/schemas/promotion";

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

/** Returns a random UUID. `crypto.randomUUID` is missing on pages not served over HTTPS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  });
  const part = (from: number, to: number) => hex.slice(from, to).join("");
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join("-");
}
