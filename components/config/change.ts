import { ConfigVarName, type ConfigVarsPatch } from "@/lib/schemas/config-var";

/** The change that is edited in the sheet. The value of an `edit` is the current one. */
export type Change =
  | { kind: "add" }
  | { kind: "edit"; name: string; value: string }
  | { kind: "unset"; name: string };

/** Returns the error message for a name; null if it can be set. */
export function nameProblem(name: string, existing: readonly string[]): string | null {
  if (name === "") return "Give it a name, such as LOG_LEVEL.";
  const parsed = ConfigVarName.safeParse(name);
  if (!parsed.success) return `A name has ${parsed.error.issues[0]?.message ?? "letters and digits"}.`;
  if (existing.includes(name)) return `${name} is set already. Edit it in the list.`;
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
  const what = `${change.kind === "unset" ? "Unset" : "Set"} ${name || "it"}`;
  const version = next === null ? "" : ` as v${next}`;
  return runs ? `${what} and restart ${app}${version}` : `${what}${version}`;
}
