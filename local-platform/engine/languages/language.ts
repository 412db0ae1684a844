import type { BuildReport } from "@/local-platform/engine/builder/build-report";
import type { ProcessTypes } from "@/local-platform/engine/procfile";

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
