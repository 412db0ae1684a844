import { z } from "zod";

/** `GET /apps/:app/config-vars`: a flat map; the values are secrets. */
export const UpstreamConfigVars = z.record(z.string(), z.string().nullish());

export const ConfigVarName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, "letters, digits and underscores, not beginning with a digit");

/** `GET /api/apps/:app/config-vars`: names only. */
export const ConfigVarNames = z.object({ names: z.array(z.string()) });
/** `GET /api/apps/:app/config-vars?name=X`: a single value, on explicit request. */
export const ConfigVar = z.object({ name: z.string(), value: z.string() });

/** Body of `PATCH /api/apps/:app/config-vars`: null unsets. Each change makes a release. */
export const ConfigVarsPatch = z
  .record(ConfigVarName, z.string().max(32_768).nullable())
  .refine((vars) => Object.keys(vars).length > 0, "names nothing to change");
export type ConfigVarsPatch = z.infer<typeof ConfigVarsPatch>;
