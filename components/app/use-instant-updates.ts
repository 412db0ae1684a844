"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { turnOffInstantUpdates, turnOnInstantUpdates, webhooksQuery } from "@/lib/client/webhooks";

/** Whether Heroku notifies Slipway of an app's changes, and the switch for it. */
export function useInstantUpdates(app: string) {
  const queries = useQueryClient();
  const query = useQuery(webhooksQuery(app));
  const { data } = query;
  const turn = useMutation({
    mutationFn: () =>
      data?.instant ? turnOffInstantUpdates(app, data.instant.id) : turnOnInstantUpdates(app),
    onSuccess: (list) => queries.setQueryData(webhooksQuery(app).queryKey, list),
    // Another user may have switched it meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: webhooksQuery(app).queryKey }),
  });
  return { query, turn: () => turn.mutate(), turning: turn.isPending, error: turn.error };
}
