import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import {
  type ConfigVar,
  type ConfigVarNames,
  type ConfigVarsPatch,
  UpstreamConfigVars,
} from "@/lib/schemas/config-var";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "./client";

type Names = z.infer<typeof ConfigVarNames>;

function namesOf(vars: z.infer<typeof UpstreamConfigVars>): Names {
  return { names: Object.keys(vars).sort((a, b) => a.localeCompare(b, "en")) };
}

/** Returns the names of the app's config vars, sorted. The values never leave the server. */
export async function listConfigVarNames(heroku: Heroku, app: string): Promise<Names> {
  const { data } = await heroku.request("configVars", { params: { app }, schema: UpstreamConfigVars });
  return namesOf(data);
}

/** Returns the value of one config var. Throws `not_found`. */
export async function readConfigVar(
  heroku: Heroku,
  app: string,
  name: string,
): Promise<z.infer<typeof ConfigVar>> {
  const { data } = await heroku.request("configVars", { params: { app }, schema: UpstreamConfigVars });
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  if (value === undefined || value === null) {
    throw new SlipwayError("not_found", { detail: `There is no config var named ${name}.` });
  }
  return { name, value };
}

/** `PATCH /apps/:app/config-vars`: null unsets; each call creates a release. Returns the remaining names. */
export async function patchConfigVars(heroku: Heroku, app: string, vars: ConfigVarsPatch): Promise<Names> {
  const { data } = await heroku.request("patchConfigVars", {
    params: { app },
    body: vars,
    schema: UpstreamConfigVars,
  });
  touchApp(app);
  return namesOf(data);
}
