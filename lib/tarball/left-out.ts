import { isEnvFile, isKeyFile } from "./secrets";

export const LEFT_OUT_KINDS = ["node_modules", "git", "env", "keys", "system", "ignored"] as const;
/** The reason why a file of a folder is left out by default. */
export type LeftOutKind = (typeof LEFT_OUT_KINDS)[number];

/** The files of one kind: their number, their bytes, and the first paths. */
export type LeftOutGroup = { kind: LeftOutKind; files: number; bytes: number; paths: string[] };

const LISTED = 200;
const SYSTEM = /^(\.DS_Store|\._.+|Thumbs\.db|desktop\.ini)$/i;

/** Returns why a path is left out by default, or null if it belongs to the source. */
export function leftOutKind(path: string, ignored: (path: string) => boolean): LeftOutKind | null {
  const parts = path.split("/");
  if (parts.includes(".git")) return "git";
  if (parts.includes("node_modules")) return "node_modules";
  if (isEnvFile(path)) return "env";
  if (isKeyFile(path)) return "keys";
  if (SYSTEM.test(parts.at(-1) ?? "")) return "system";
  return ignored(path) ? "ignored" : null;
}

/** Groups files by kind; kinds without files are absent. */
export function groupLeftOut(files: Iterable<{ path: string; size: number; kind: LeftOutKind }>) {
  const groups = new Map<LeftOutKind, LeftOutGroup>();
  for (const { path, size, kind } of files) {
    const group = groups.get(kind) ?? { kind, files: 0, bytes: 0, paths: [] };
    group.files++;
    group.bytes += size;
    if (group.paths.length < LISTED) group.paths.push(path);
    groups.set(kind, group);
  }
  return LEFT_OUT_KINDS.flatMap((kind) => groups.get(kind) ?? []);
}
