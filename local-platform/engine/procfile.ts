import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Procfile, parseProcfile } from "@/lib/tarball/procfile";

export type ProcessTypes = Record<string, string>;

/** Returns an app folder's Procfile, or null if it has none. */
export async function readProcfile(folder: string): Promise<Procfile | null> {
  const bytes = await readFile(join(folder, "Procfile")).catch(() => null);
  return bytes && parseProcfile(bytes);
}

/** Returns a buildpack's default process types, overridden by the Procfile. */
export function processTypesOf(procfile: Procfile | null, defaults: ProcessTypes): ProcessTypes {
  const declared = procfile?.types.map(({ name, command }) => [name, command]) ?? [];
  return { ...defaults, ...Object.fromEntries(declared) };
}
