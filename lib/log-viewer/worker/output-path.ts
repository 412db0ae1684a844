import { api } from "@/lib/paths";
import type { OutputSource } from "./output-stream";

/** Returns the path of an output's bytes from an offset on. */
export function outputPath(source: OutputSource, offset: number): string {
  return "build" in source
    ? api.buildOutput(source.app, source.build, offset)
    : api.releaseOutput(source.app, source.release, offset);
}
