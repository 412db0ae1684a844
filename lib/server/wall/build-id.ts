import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

let read: Promise<string> | undefined;

/** Changes with every build, which makes screens reload; null in development. */
export function buildId(): Promise<string> {
  const file = join(/* turbopackIgnore: true */ process.cwd(), ".next/BUILD_ID");
  read ??= readFile(file, "utf8").then(
    (text) => text.trim(),
    () => "development",
  );
  return read;
}
