import { readdir, readFile, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ignoreRules } from "@/lib/tarball/ignore-rules";

/** Deletes the files that `.slugignore` names (patterns of .gitignore, at the root only). Returns their number. */
export async function applySlugignore(folder: string): Promise<number> {
  const text = await readFile(join(folder, ".slugignore"), "utf8").catch(() => null);
  if (text === null) return 0;
  // Heroku has no negated patterns.
  const lines = text.split("\n").filter((line) => !line.startsWith("!"));
  const ignored = ignoreRules([{ folder: "", text: lines.join("\n") }]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  const unwanted = files.filter(ignored);
  for (const path of unwanted) await rm(join(folder, path), { force: true });
  return unwanted.length;
}
