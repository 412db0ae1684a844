import type { Transaction } from "kysely";
import { z } from "zod";
import type { ReleaseRequest } from "@/local-platform/engine/engine";
import type { Tables } from "@/local-platform/store/tables";

const TextByName = z.record(z.string(), z.string());

/** The `config_vars` column of an app or release. */
export function parseConfigVars(json: string): Record<string, string> {
  return TextByName.parse(JSON.parse(json));
}

/** The `process_types` column of a slug. */
export function parseProcessTypes(json: string): Record<string, string> {
  return TextByName.parse(JSON.parse(json));
}

export type ConfigVars = Record<string, string>;
/** null unsets a var. */
type ConfigVarChanges = Record<string, string | null>;

/**
 * Returns the release that a change of config vars creates. It is computed in the transaction that stores it, so that
 * concurrent changes are not lost. `request` is null if nothing changes.
 */
export async function planConfigVars(
  trx: Transaction<Tables>,
  { appId, userId, changes }: { appId: string; userId: string; changes: ConfigVarChanges },
): Promise<{ vars: ConfigVars; request: ReleaseRequest | null }> {
  const app = await trx
    .selectFrom("apps")
    .select("config_vars")
    .where("id", "=", appId)
    .executeTakeFirstOrThrow();
  const { vars, description } = applyChanges(parseConfigVars(app.config_vars), changes);
  if (description === null) return { vars, request: null };
  // A release that waits for its release phase becomes current first; its code must be kept.
  const newest = await trx
    .selectFrom("releases")
    .select(["slug_id", "image_id"])
    .where("app_id", "=", appId)
    .where((where) => where.or([where("status", "=", "pending"), where("current", "=", 1)]))
    .orderBy("version", "desc")
    .executeTakeFirst();
  const code = { slugId: newest?.slug_id ?? null, imageId: newest?.image_id ?? null };
  return { vars, request: { appId, userId, ...code, description, configVars: vars } };
}

/** Returns the vars after the changes and Heroku's description of the release; null if nothing changes. */
export function applyChanges(
  before: ConfigVars,
  changes: ConfigVarChanges,
): { vars: ConfigVars; description: string | null } {
  const vars = new Map(Object.entries(before));
  const set: string[] = [];
  const removed: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      if (vars.delete(name)) removed.push(name);
    } else if (vars.get(name) !== value) {
      vars.set(name, value);
      set.push(name);
    }
  }
  const parts = [
    ...(set.length > 0 ? [`set ${set.join(", ")}`] : []),
    ...(removed.length > 0 ? [`remove ${removed.join(", ")}`] : []),
  ];
  const sentence = `${parts.join(", ")} config vars`;
  const description = parts.length > 0 ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : null;
  return { vars: Object.fromEntries(vars), description };
}
