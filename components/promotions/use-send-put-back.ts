import { useRouter } from "next/navigation";
import { useSendOnce } from "@/components/send/use-send-once";
import { rollTargetsBackMutation } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";

/** Rolls targets back, then goes to the page of the promotion that does it. */
export function useSendPutBack(id: string) {
  const router = useRouter();
  return useSendOnce({
    ...rollTargetsBackMutation(id),
    // The current address is that of the sheet, which Back should not open again.
    onSuccess: (promotion) => router.replace(paths.promotion(promotion.id)),
  });
}
