"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { promotionQuery, putBack } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import type { PutBack } from "@/lib/schemas/promotion";

/** Rolls targets back, one request at a time, then goes to the page of the promotion that does it. */
export function useSendPutBack(id: string) {
  const client = useQueryClient();
  const router = useRouter();
  const busy = useRef(false);
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: (body: PutBack) => putBack(id, body),
    onSuccess: (back) => {
      client.setQueryData(promotionQuery(back.id).queryKey, back);
      // The current address is that of the sheet, which Back should not open again.
      router.replace(paths.promotion(back.id));
    },
    onError: () => {
      busy.current = false;
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["promotions"] });
      return client.invalidateQueries({ queryKey: ["reviews"] });
    },
  });
  const send = (body: PutBack) => {
    if (busy.current) return;
    busy.current = true;
    mutate(body);
  };
  return { send, error, busy: isPending || isSuccess };
}
