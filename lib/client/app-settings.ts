import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { AppSettings } from "@/lib/schemas/review";
import { callApi } from "./api";

/** The settings that people made for an app in Slipway. */
export const appSettingsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "settings"],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.appSettings(app), AppSettings, { signal }),
  });

export const patchAppSettings = (app: string, body: AppSettings) =>
  callApi(api.appSettings(app), AppSettings, { method: "PATCH", body });
