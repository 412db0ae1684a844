import { messageOf } from "@/lib/errors/catalog";
import { TarballError } from "@/lib/tarball/tarball-error";
import * as text from "@/lib/text/uploads";
import { fileNotRead } from "@/lib/text/uploads";
import type { Refusal, Source } from "./source";
import { isFolder, walkFolder } from "./walk-folder";

/** Returns the dropped tarball or folder, else a refusal; null for an empty drop. Call it before any await. */
export function readDrop(
  data: DataTransfer,
  onFile: (count: number) => void,
): Promise<Source | Refusal> | null {
  const entries = [...data.items].flatMap((item) => {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  const files = [...data.files];
  const [entry] = entries;
  if (entries.length > 1 || files.length > 1)
    return Promise.resolve(several(Math.max(entries.length, files.length)));
  if (entry && isFolder(entry)) {
    return walkFolder(entry, onFile).then((found) => ({ kind: "folder", name: entry.name, ...found }));
  }
  const [file] = files;
  return file ? pickFile(file) : null;
}

/** Returns the source of a file picker, else a refusal; null without a file. */
export async function readFiles(list: ArrayLike<File>): Promise<Source | Refusal | null> {
  const file = list[0];
  if (!file) return null;
  return list.length > 1 ? several(list.length) : pickFile(file);
}

/** Returns why reading a drop was interrupted: a file disappeared, or may not be read. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof TarballError) return { kind: "refused", id: error.id, message: error.message };
  return { kind: "refused", id: "unreadable_file", message: messageOf("unreadable_file") };
}

/** Returns the source of a folder picker: every file of one folder, each with its path from that folder's parent. */
export function readFolder(list: FileList): Source | Refusal {
  const [first] = list;
  if (!first) return refuse("empty_tarball", text.theFolderIsEmpty);
  const name = first.webkitRelativePath.split("/")[0] ?? first.name;
  const files = [...list].map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { kind: "folder", name, files, rest: null };
}

/** Returns a tarball, detected by its first bytes or its name (the check then reports its errors); else a refusal. */
async function pickFile(file: File): Promise<Source | Refusal> {
  const start = await file
    .slice(0, 4)
    .arrayBuffer()
    .then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
  if (start === null) return refuse("unreadable_file", fileNotRead(file.name));
  const gzip = start[0] === 0x1f && start[1] === 0x8b;
  if (gzip || /\.(tgz|tar\.gz)$/i.test(file.name)) return { kind: "tarball", name: file.name, file };
  if (/\.tar$/i.test(file.name)) return refuse("not_gzip", text.isTarWithoutGzip(file.name));
  const zip = start[0] === 0x50 && start[1] === 0x4b && /\.zip$/i.test(file.name);
  if (zip) return refuse("not_a_tarball", text.isZip(file.name));
  return refuse("not_a_tarball", text.notATarball(file.name));
}

function several(count: number): Refusal {
  return refuse("several_dropped", text.severalDropped(count));
}

function refuse(id: Refusal["id"], detail: string): Refusal {
  return { kind: "refused", id, message: messageOf(id, detail) };
}
