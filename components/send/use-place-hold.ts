"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { liftHold, placeHold } from "@/lib/client/holds";
import type { HoldCreate } from "@/lib/schemas/hold";

/** Refreshes everything that shows holds: the app, its pipeline, reviews. */
function useAfterHold(app: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ["pipelines"] });
    void client.invalidateQueries({ queryKey: ["reviews"] });
    return client.invalidateQueries({ queryKey: ["apps", app, "holds"] });
  };
}

/** Places a hold on an app, or on a slug that it has run. */
export function usePlaceHold(app: string, onDone: () => void) {
  const after = useAfterHold(app);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: HoldCreate) => placeHold(app, body),
    onSuccess: async () => {
      await after();
      onDone();
    },
  });
  return { place: (body: HoldCreate) => !isPending && mutate(body), error, busy: isPending };
}

/** Lifts a hold before it expires. */
export function useLiftHold(app: string) {
  const after = useAfterHold(app);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (hold: string) => liftHold(app, hold),
    onSuccess: after,
  });
  return { lift: (hold: string) => mutate(hold), error, busy: isPending };
}
