import ignore from "ignore";

/** A `.gitignore` file. `folder`: its path from the root, "" for the root. */
export type IgnoreFile = { folder: string; text: string };

/**
 * Returns a test for the paths that git ignores, from all `.gitignore` files of a tree. As in git, deeper files
 * override those above them, and a path below an ignored folder stays ignored.
 */
export function ignoreRules(files: IgnoreFile[]): (path: string) => boolean {
  const rules = ignore({ ignorecase: false });
  const byDepth = files.toSorted((a, b) => depth(a.folder) - depth(b.folder));
  for (const { folder, text } of byDepth) {
    rules.add(text.split(/\r?\n/).map((line) => ({ pattern: folder ? below(folder, line) : line })));
  }
  return (path) => rules.ignores(path);
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}

/** Rewrites a pattern of a subfolder's file for the root's file. */
function below(folder: string, line: string): string {
  const negated = line.startsWith("!");
  const pattern = negated ? line.slice(1) : line;
  // Git ignores a lone "!".
  if (pattern.trim() === "" || line.startsWith("#")) return "";
  const anchored = /\/(?!$)/.test(pattern.trimEnd());
  const rest = anchored ? pattern.replace(/^\//, "") : `**/${pattern.replace(/^\\(?=[#!])/, "")}`;
  return `${negated ? "!" : ""}/${folder.replace(/[\\*?[\]!# ]/g, "\\$&")}/${rest}`;
}
