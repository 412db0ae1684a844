import ignore from "ignore";

/** One `.gitignore` of a folder: `folder` is its path from the root, "" for the root itself. */
export type IgnoreFile = { folder: string; text: string };

/**
 * Which paths git would ignore, from all `.gitignore` files of a tree. Rules of deeper files win over those of
 * files above them, and nothing below an ignored folder comes back, as in git.
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

/** The same pattern, written as if it stood in the root's file. */
function below(folder: string, line: string): string {
  const negated = line.startsWith("!");
  const pattern = negated ? line.slice(1) : line;
  // To git a lone "!" is no rule at all.
  if (pattern.trim() === "" || line.startsWith("#")) return "";
  const anchored = /\/(?!$)/.test(pattern.trimEnd());
  const rest = anchored ? pattern.replace(/^\//, "") : `**/${pattern.replace(/^\\(?=[#!])/, "")}`;
  return `${negated ? "!" : ""}/${folder.replace(/[\\*?[\]!# ]/g, "\\$&")}/${rest}`;
}
