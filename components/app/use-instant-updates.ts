import { useMutation, useQuery } from "@tanstack/react-query";
import { instantUpdatesMutation, webhooksQuery } from "@/lib/client/webhooks";

/** Whether Heroku notifies Slipway of an app's changes, and the switch for it. */
export function useInstantUpdates(app: string) {
  const query = useQuery(webhooksQuery(app));
  const { data } = query;
  const turn = useMutation(instantUpdatesMutation(app));
  return { query, turn: () => turn.mutate(data?.instant?.id), turning: turn.isPending, error: turn.error };
}
