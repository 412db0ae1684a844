import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { ConfigVar, ConfigVarNames, type ConfigVarsPatch } from "@/lib/schemas/config-var";
import { callApi } from "./api";
import { dynosQuery } from "./dynos";

/** Names only: values are fetched one at a time, on demand, and never cached. */
export const configVarNamesQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "config-vars"],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.configVars(app), ConfigVarNames, { signal }),
  });

export const readConfigVar = (app: string, name: string) => callApi(api.configVars(app, name), ConfigVar);

/**
 * Changes config vars, which makes a release and restarts the dynos. `override` is the reason to override a hold.
 * Fails with `ApiFailure`: `held` with `holds`.
 */
export const patchConfigVarsMutation = (app: string) =>
  mutationOptions({
    mutationFn: async ({ body, override }: { body: ConfigVarsPatch; override?: string }, { client }) => {
      const url = api.configVarsChange(app, override);
      const names = await callApi(url, ConfigVarNames, { method: "PATCH", body });
      client.setQueryData(configVarNamesQuery(app).queryKey, names);
      void client.invalidateQueries({ queryKey: dynosQuery(app).queryKey });
      return names;
    },
  });
