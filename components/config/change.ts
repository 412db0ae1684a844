import { ConfigVarName, type ConfigVarsPatch } from "@/lib/schemas/config-var";
import * as text from "@/lib/text/config";

/** The change that is edited in the sheet. The value of an `edit` is the current one. */
export type Change =
  | { kind: "add" }
  | { kind: "edit"; name: string; value: string }
  | { kind: "unset"; name: string };

/** Returns the error message for a name; null if it can be set. */
export function nameProblem(name: string, existing: readonly string[]): string | null {
  if (name === "") return text.nameMissing;
  const parsed = ConfigVarName.safeParse(name);
  if (!parsed.success) return text.nameHas(parsed.error.issues[0]?.message ?? text.lettersAndDigits);
  if (existing.includes(name)) return text.nameTaken(name);
  return null;
}

/** Returns the request body of the change. */
export function patchOf(change: Change, name: string, value: string): ConfigVarsPatch {
  return { [name]: change.kind === "unset" ? null : value };
}

/** Returns the effect of the button, with names and versions: "Set LOG_LEVEL and restart example-app as v43". */
export function effectOf(
  change: Change,
  name: string,
  app: string,
  next: number | null,
  runs: boolean,
): string {
  const shown = name || text.unnamedVar;
  const what = change.kind === "unset" ? text.unsetNamed(shown) : text.setNamed(shown);
  const version = next === null ? "" : text.asVersion(next);
  return runs ? text.andRestart(what, app, version) : `${what}${version}`;
}
