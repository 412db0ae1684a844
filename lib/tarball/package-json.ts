/** The part of package.json that decides how an app starts. `problem`: why it cannot be read, or null. */
export type PackageFile = { scripts: Record<string, string>; dropped: string[]; problem: string | null };

/** Parses package.json. Like npm, drops scripts that are not strings and keeps the others. */
export function readPackageFile(text: string): PackageFile {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (isObject(value)) return { ...readScripts("scripts" in value ? value.scripts : {}), problem: null };
    return { scripts: {}, dropped: [], problem: "it is not a JSON object" };
  } catch (error) {
    return { scripts: {}, dropped: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `dropped`: the names of scripts that are not strings. */
export function readScripts(value: unknown): Pick<PackageFile, "scripts" | "dropped"> {
  const scripts: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [name, script] of Object.entries(isObject(value) ? value : {})) {
    if (typeof script === "string") scripts[name] = script;
    else dropped.push(name);
  }
  return { scripts, dropped };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
