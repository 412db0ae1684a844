import { TarballError } from "./tarball-error";

/**
 * The parts of an entry's path, without `.` parts: `./app/index.js` → `["app", "index.js"]`, `./` → `[]`.
 * Throws `unsafe_tarball` for an absolute path and for one with `..`.
 */
export function entryParts(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || parts.includes("..")) {
    throw new TarballError("unsafe_tarball", `The tarball holds ${path}, a path that leaves its folder.`);
  }
  return parts;
}

/** Whether a symbolic link at `parts` with this target points out of the tarball's folder. */
export function linkLeaves(parts: string[], target: string): boolean {
  if (target.startsWith("/")) return true;
  let depth = parts.length - 1;
  for (const part of target.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}
