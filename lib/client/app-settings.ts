import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { AppSettings } from "@/lib/schemas/review";
import { callApi } from "./api";
import { pipelinesQuery, reviewsQuery } from "./pipelines";

/** The settings of an app in Slipway. */
export const appSettingsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "settings"],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.appSettings(app), AppSettings, { signal }),
  });

/** Changes the settings, which reviews of the app use too. */
export const patchAppSettingsMutation = (app: string) =>
  mutationOptions({
    mutationFn: async (body: AppSettings, { client }) => {
      const settings = await callApi(api.appSettings(app), AppSettings, { method: "PATCH", body });
      client.setQueryData(appSettingsQuery(app).queryKey, settings);
      void client.invalidateQueries({ queryKey: pipelinesQuery().queryKey });
      void client.invalidateQueries({ queryKey: reviewsQuery([]).queryKey });
      return settings;
    },
  });
