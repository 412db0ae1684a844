import { commitOf } from "@/lib/tarball/git-folder";
import { ignoreRules } from "@/lib/tarball/ignore-rules";
import { type Inspection, inspect } from "@/lib/tarball/inspect";
import { groupLeftOut, type LeftOutGroup, type LeftOutKind, leftOutKind } from "@/lib/tarball/left-out";
import { defaultLimits } from "@/lib/tarball/limits";
import { type PackFile, pack } from "@/lib/tarball/pack";
import { TarballError } from "@/lib/tarball/tarball-error";
import { fileNotRead } from "@/lib/text/uploads";
import { readable } from "./readable";

/** The progress of a check: bytes of the tarball, or files of a folder. */
export type CheckProgress = { done: number; total: number; unit: "bytes" | "files" };
type Report = (progress: CheckProgress) => void;

/** Reads a tarball to its end and returns its contents. Throws `TarballError`. */
export async function checkTarball(file: Blob, report: Report): Promise<Inspection> {
  if (file.size > defaultLimits.packed) throw new TarballError("too_large");
  const onProgress = ({ bytes }: { bytes: number }) =>
    report({ done: bytes, total: file.size, unit: "bytes" });
  return inspect(readable(file), { onProgress });
}

/** A folder's files, sorted into its source and those left out by default. */
export type Folder = {
  files: (PackFile & { kind: LeftOutKind | null })[];
  leftOut: LeftOutGroup[];
  commit: string | null;
};

export async function sortFolder(files: { path: string; file: File }[]): Promise<Folder> {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const ignoreFiles = files.filter(
    ({ path }) => /(^|\/)\.gitignore$/.test(path) && !/(^|\/)node_modules\//.test(path),
  );
  const gitText = async (path: string) =>
    (await byPath
      .get(`.git/${path}`)
      ?.text()
      .catch(() => null)) ?? null;
  const ignored = ignoreRules([
    { folder: "", text: (await gitText("info/exclude")) ?? "" },
    ...(await Promise.all(
      ignoreFiles.map(async ({ path, file }) => ({
        folder: path.replace(/\/?\.gitignore$/, ""),
        text: await textOf(path, file),
      })),
    )),
  ]);
  const sorted = sortFiles(files, ignored);
  return {
    files: sorted,
    leftOut: leftOutOf(sorted),
    commit: await commitOf(gitText),
  };
}

function textOf(path: string, file: File): Promise<string> {
  return file.text().catch(() => {
    throw new TarballError("unreadable_file", fileNotRead(path));
  });
}

/** Adds files that are left out by their path alone: below `.git` and `node_modules`. */
export function addRest(folder: Folder, files: { path: string; file: File }[]): Folder {
  const all = [...folder.files, ...sortFiles(files, () => false)];
  return { ...folder, files: all, leftOut: leftOutOf(all) };
}

function sortFiles(
  files: { path: string; file: File }[],
  ignored: (path: string) => boolean,
): Folder["files"] {
  return files.map(({ path, file }) => ({
    path,
    blob: file,
    modified: file.lastModified,
    kind: leftOutKind(path, ignored),
  }));
}

function leftOutOf(files: Folder["files"]): LeftOutGroup[] {
  return groupLeftOut(
    files.flatMap(({ path, blob, kind }) => (kind ? [{ path, size: blob.size, kind }] : [])),
  );
}

/** Packs a folder without the files left out, and reads the result back. Throws `TarballError`. */
export async function packFolder(
  folder: Folder,
  included: LeftOutKind[],
  report: Report,
): Promise<{ blob: Blob; inspection: Inspection }> {
  const files = folder.files.filter(({ kind }) => kind === null || included.includes(kind));
  let done = 0;
  const blob = await toBlob(
    pack(files, () => report({ done: ++done, total: files.length, unit: "files" })),
    defaultLimits.packed,
  );
  return { blob, inspection: await inspect(readable(blob)) };
}

const PART = 8 * 1024 * 1024;

/**
 * Collects a stream in a Blob of at most `limit` bytes (else `too_large`). Every 8 MB become a separate Blob, which
 * the browser may keep on disk: this thread never holds more than one part, and the size is known at the end.
 */
async function toBlob(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number): Promise<Blob> {
  const reader = stream.getReader();
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob([...parts, ...chunks]);
    chunks.push(value);
    pending += value.length;
    size += value.length;
    if (size > limit) {
      const error = new TarballError("too_large");
      await reader.cancel(error);
      throw error;
    }
    if (pending < PART) continue;
    parts.push(new Blob(chunks));
    chunks = [];
    pending = 0;
  }
}
