import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { checkLinks, type Entry, partsOf } from "@/local-platform/engine/tarball/entry-rules";
import { inspectTarball, type UnpackLimits } from "@/local-platform/engine/tarball/inspect";

export type Unpacked = { files: number; wrapper: string | null };

/**
 * Unpacks a gzipped tarball into `folder`, which must not exist yet. Everything is checked before the first byte
 * is written. A single folder around it all (GitHub's archives have one) is dropped when `unwrap` is set.
 * @throws TarballError
 */
export async function unpack(
  file: string,
  folder: string,
  limits: UnpackLimits,
  { unwrap, signal }: { unwrap: boolean; signal: AbortSignal },
): Promise<Unpacked> {
  const entries = await inspectTarball(file, limits, signal);
  const wrapper = unwrap ? wrapperOf(entries) : null;
  // Inside the wrapper the tree is smaller: a link that stayed within may leave it now.
  if (wrapper) checkLinks(inside(entries, wrapper));
  const aside = `${folder}.part`;
  await mkdir(aside, { recursive: true });
  await extract({
    file,
    cwd: aside,
    preserveOwner: false,
    filter: (_path, entry) => {
      // Readable and writable for us, never setuid.
      if ("type" in entry)
        entry.mode = ((entry.mode ?? 0o644) & 0o777) | (entry.type === "Directory" ? 0o700 : 0o600);
      return true;
    },
  });
  signal.throwIfAborted();
  await rename(wrapper ? join(aside, wrapper) : aside, folder);
  if (wrapper) await rm(aside, { recursive: true, force: true });
  return { files: entries.filter((entry) => entry.type !== "directory").length, wrapper };
}

/** The one folder that holds everything, or null. What macOS adds beside it (`._app`) does not count. */
export function wrapperOf(entries: Entry[]): string | null {
  const own = entries
    .map((entry) => ({ entry, parts: partsOf(entry.path) }))
    .filter(({ parts }) => isContent(parts[0]));
  const first = own[0]?.parts[0];
  if (!first || own.some(({ parts }) => parts[0] !== first)) return null;
  const isFolder = own.every(({ entry, parts }) => parts.length > 1 || entry.type === "directory");
  return isFolder ? first : null;
}

function isContent(name: string | undefined): name is string {
  return name !== undefined && !name.startsWith("._") && name !== ".DS_Store" && name !== "__MACOSX";
}

function inside(entries: Entry[], wrapper: string): Entry[] {
  return entries.flatMap((entry) => {
    const [first, ...rest] = partsOf(entry.path);
    if (first !== wrapper || rest.length === 0) return [];
    const target =
      entry.type === "hardlink" && entry.target ? partsOf(entry.target).slice(1).join("/") : entry.target;
    return [{ ...entry, path: rest.join("/"), target }];
  });
}
