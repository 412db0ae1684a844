import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Procfile, parseProcfile } from "@/lib/tarball/procfile";

export type ProcessTypes = Record<string, string>;

/** An app folder's Procfile, or null when it has none. */
export async function readProcfile(folder: string): Promise<Procfile | null> {
  const bytes = await readFile(join(folder, "Procfile")).catch(() => null);
  return bytes && parseProcfile(bytes);
}

/** A buildpack's defaults with the Procfile laid over them. */
export function processTypesOf(procfile: Procfile | null, defaults: ProcessTypes): ProcessTypes {
  const declared = procfile?.types.map(({ name, command }) => [name, command]) ?? [];
  return { ...defaults, ...Object.fromEntries(declared) };
}
