import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Procfile, parseProcfile } from "@/lib/tarball/procfile";
import type { BuildReport } from "@/local-platform/engine/builder/build-report";

/** The build context of a language module. */
export type BuildTools = {
  /** The unpacked app. */
  folder: string;
  report: BuildReport;
  /**
   * Runs a shell command in the folder and writes its output to the report.
   * @throws BuildFailure if its exit status is not 0
   */
  run(line: string): Promise<void>;
};

/** A language that the platform builds: one module each, listed in languages.ts. */
export type Language = {
  /** Name in the output and in `buildpack_provided_description`. */
  name: string;
  buildpack: { name: string; url: string };
  detect(folder: string): Promise<boolean>;
  /** Builds in place; returns the default process types. */
  build(tools: BuildTools): Promise<ProcessTypes>;
};

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
