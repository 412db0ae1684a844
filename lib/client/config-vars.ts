import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { ConfigVar, ConfigVarNames, type ConfigVarsPatch } from "@/lib/schemas/config-var";
import { callApi } from "./api";

/** Names only: values are fetched one at a time, on demand, and never cached. */
export const configVarNamesQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "config-vars"],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.configVars(app), ConfigVarNames, { signal }),
  });

export const readConfigVar = (app: string, name: string) => callApi(api.configVars(app, name), ConfigVar);

/**
 * Each change makes a release. `override` is the reason to override a hold. Throws `ApiFailure`: `held` with
 * `holds`.
 */
export const patchConfigVars = (app: string, body: ConfigVarsPatch, override?: string) =>
  callApi(api.configVarsChange(app, override), ConfigVarNames, { method: "PATCH", body });
