import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { WebhookList } from "@/lib/schemas/webhook";
import { callApi } from "./api";

/** The webhooks of an app. Takes two upstream calls, so events do not refresh it. */
export const webhooksQuery = (app: string) =>
  queryOptions({
    queryKey: ["webhooks", app],
    queryFn: ({ signal }) => callApi(api.webhooks(app), WebhookList, { signal }),
    refetchInterval: 5 * 60_000,
    staleTime: 60_000,
  });

/** Turns instant updates on, or off if their webhook is given. */
export const instantUpdatesMutation = (app: string) =>
  mutationOptions({
    mutationFn: (webhook: string | undefined) =>
      webhook === undefined
        ? callApi(api.webhooks(app), WebhookList, { method: "POST" })
        : callApi(api.webhook(app, webhook), WebhookList, { method: "DELETE" }),
    onSuccess: (list, _webhook, _result, { client }) =>
      client.setQueryData(webhooksQuery(app).queryKey, list),
    // Another user may have switched it meanwhile.
    onError: (_error, _webhook, _result, { client }) =>
      client.invalidateQueries({ queryKey: webhooksQuery(app).queryKey }),
  });
