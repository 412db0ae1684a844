import { queryOptions } from "@tanstack/react-query";
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

export const turnOnInstantUpdates = (app: string) =>
  callApi(api.webhooks(app), WebhookList, { method: "POST" });

export const turnOffInstantUpdates = (app: string, webhook: string) =>
  callApi(api.webhook(app, webhook), WebhookList, { method: "DELETE" });
