import { z } from "zod";

const ConfigVars = z.record(z.string(), z.string());
const ProcessTypes = z.record(z.string(), z.string());

/** The `config_vars` column of an app or release. */
export function parseConfigVars(json: string): Record<string, string> {
  return ConfigVars.parse(JSON.parse(json));
}

/** The `process_types` column of a slug. */
export function parseProcessTypes(json: string): Record<string, string> {
  return ProcessTypes.parse(JSON.parse(json));
}
