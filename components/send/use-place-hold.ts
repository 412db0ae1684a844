import { useMutation } from "@tanstack/react-query";
import { liftHoldMutation, placeHoldMutation } from "@/lib/client/holds";
import type { HoldCreate } from "@/lib/schemas/hold";

/** Places a hold on an app, or on a slug that it has run. */
export function usePlaceHold(app: string, onDone: () => void) {
  const { mutate, error, isPending } = useMutation(placeHoldMutation(app));
  return {
    place: (body: HoldCreate) => !isPending && mutate(body, { onSuccess: onDone }),
    error,
    busy: isPending,
  };
}

/** Lifts a hold before it expires. */
export function useLiftHold(app: string) {
  const { mutate, error, isPending } = useMutation(liftHoldMutation(app));
  return { lift: (hold: string) => mutate(hold), error, busy: isPending };
}
