import { readFile } from "node:fs/promises";
import { join } from "node:path";

let read: Promise<string> | undefined;

/** Returns an id that changes with every build, on which screens reload; "development" without a build. */
export function buildId(): Promise<string> {
  const file = join(/* turbopackIgnore: true */ process.cwd(), ".next/BUILD_ID");
  read ??= readFile(file, "utf8").then(
    (text) => text.trim(),
    () => "development",
  );
  return read;
}
