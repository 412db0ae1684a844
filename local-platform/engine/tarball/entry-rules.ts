import { TarballError } from "@/local-platform/engine/tarball/tarball-error";

/** One entry of a tarball, as its header says. */
export type Entry = { path: string; type: EntryType; target: string | null };
export type EntryType = "file" | "directory" | "symlink" | "hardlink";

const next = "Remove it from the tarball and build again.";

/** No file system takes a longer one, and every folder of it is looked at. */
const MAX_PATH = 4096;

/** The path's parts below the root of the tarball. Throws when it leads, or might lead, out of it. */
export function partsOf(path: string): string[] {
  if (path.length > MAX_PATH) {
    throw new TarballError(`The tarball holds ${show(path)}, a path of ${path.length} characters.`, next);
  }
  if (path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path)) {
    throw new TarballError(`The tarball holds ${show(path)}, an absolute path.`, next);
  }
  if (path.includes("\0") || path.includes("\\")) {
    throw new TarballError(`The tarball holds ${show(path)}, a name that not every system can store.`, next);
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) {
    throw new TarballError(`The tarball holds ${show(path)}, a path that leaves its folder.`, next);
  }
  return parts;
}

/** Two names that a file system may take for one: macOS and Windows ignore case and composition. */
function keyOf(parts: string[]): string {
  const path = parts.join("/");
  return process.platform === "linux" ? path : path.normalize().toLowerCase();
}

/**
 * Refuses entries that reach out of the tree: symbolic links that end outside, hard links to anything but a file
 * of the tarball, entries below a symbolic link. The entries' own paths are safe already (partsOf).
 */
export function checkLinks(entries: Entry[]): void {
  const links = new Map<string, string[]>();
  const files = new Set<string>();
  const others = new Set<string>();
  for (const entry of entries) {
    const key = keyOf(partsOf(entry.path));
    if (entry.type === "symlink") links.set(key, (entry.target ?? "").split("/"));
    else others.add(key);
    if (entry.type === "file") files.add(key);
  }

  /** Where a walk from a folder ends, following the tree's own links; null when it leaves the tree. */
  function walk(from: string[], steps: string[], budget: { left: number }): string[] | null {
    let at = from;
    for (const step of steps) {
      if (step === "" || step === ".") continue;
      if (step === "..") {
        if (at.length === 0) return null;
        at = at.slice(0, -1);
        continue;
      }
      const target = links.get(keyOf([...at, step]));
      if (!target) {
        at = [...at, step];
        continue;
      }
      budget.left -= 1;
      const ended = budget.left < 0 || target[0] === "" ? null : walk(at, target, budget);
      if (!ended) return null;
      at = ended;
    }
    return at;
  }

  for (const entry of entries) {
    const parts = partsOf(entry.path);
    for (let depth = 1; depth < parts.length; depth += 1) {
      if (links.has(keyOf(parts.slice(0, depth)))) {
        throw new TarballError(
          `The tarball holds ${show(entry.path)}, which lies below a symbolic link.`,
          next,
        );
      }
    }
    if (entry.type === "symlink") {
      const leaves = others.has(keyOf(parts)) || !walk([], parts, { left: 40 });
      if (leaves)
        throw new TarballError(
          `${show(entry.path)} links out of the tarball, to ${show(entry.target ?? "")}.`,
          next,
        );
    }
    if (entry.type === "hardlink" && !files.has(keyOf(partsOf(entry.target ?? "")))) {
      throw new TarballError(
        `${show(entry.path)} is a hard link to ${show(entry.target ?? "")}, no file of the tarball.`,
        next,
      );
    }
  }
}

/** Names come from outside and go to a terminal-like page: control characters are written out. */
export function show(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}
