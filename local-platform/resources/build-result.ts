import { findBuild } from "./builds";
import type { Call, Endpoint } from "./endpoint";
import { findApp } from "./find-app";
import { shownStatus } from "./platform-facts";

/** `GET …/builds/:build/result`, the older way to read a build's output: all lines at once, and the exit code. */
export const buildResultEndpoints: Endpoint[] = [
  { method: "GET", path: "/apps/:app/builds/:build/result", needs: "read", handle: result },
];

async function result(call: Call): Promise<unknown> {
  const build = await findBuild(call, await findApp(call, "read"));
  const output = await outputSoFar(call, build.id);
  return {
    build: { id: build.id, status: shownStatus(call, build) },
    exit_code: build.exit_code,
    lines: (output.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => ({ line, stream: streamOf(line) })),
  };
}

/**
 * The platform's own ` !` lines are STDERR. What commands print is indented and always STDOUT: their two streams go
 * through one pipe, because two would lose the order in which the lines were written.
 */
function streamOf(line: string): "STDERR" | "STDOUT" {
  return line.startsWith(" !") ? "STDERR" : "STDOUT";
}

/** What is there now, without waiting for more. */
async function outputSoFar({ engine }: Call, id: string): Promise<string> {
  const stat = await engine.outputs.stat(id);
  if (!stat || stat.bytes === 0) return "";
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of engine.outputs.read(id, 0)) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= stat.bytes) break;
  }
  return Buffer.concat(parts).subarray(0, stat.bytes).toString();
}
