import type { BuildReport } from "@/local-platform/engine/builder/build-report";
import type { ProcessTypes } from "@/local-platform/engine/procfile";

/** What a language module works with while it builds. */
export type BuildTools = {
  /** The unpacked app. */
  folder: string;
  report: BuildReport;
  /**
   * Runs a shell line in the folder; its output goes to the report.
   * @throws BuildFailure when it exits with another status than 0
   */
  run(line: string): Promise<void>;
};

/** A language that the platform builds: one module each, listed in languages.ts. */
export type Language = {
  /** As the output and `buildpack_provided_description` name it. */
  name: string;
  buildpack: { name: string; url: string };
  detect(folder: string): Promise<boolean>;
  /** Builds in place; returns the process types that hold when there is no Procfile. */
  build(tools: BuildTools): Promise<ProcessTypes>;
};
