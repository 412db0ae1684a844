import { createTarPacker } from "modern-tar";
import { TarballError } from "./tarball-error";

/** One file to pack: its path from the source's top, its bytes, when it changed last (ms since 1970). */
export type PackFile = { path: string; blob: Blob; modified: number };

const WHOLE = 1024 * 1024;

/**
 * Packs files as a gzipped tar that GNU tar reads: sorted by path, owner 0, so that the same files give the same
 * bytes. The stream fails with `unreadable_file` (naming it) or `empty_tarball`. `onFile` hears each packed file.
 */
export function pack(
  files: PackFile[],
  onFile: (file: PackFile) => void = () => undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, controller } = createTarPacker();
  const add = async () => {
    if (files.length === 0) throw new TarballError("empty_tarball", "No file is left to send.");
    for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
      await addFile(controller, file).catch((cause: unknown) => {
        if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
        throw new TarballError("unreadable_file", `${file.path} could not be read, or changed meanwhile.`);
      });
      onFile(file);
    }
  };
  add().then(
    () => controller.finalize(),
    (error: unknown) => controller.error(error),
  );
  return readable.pipeThrough(new CompressionStream("gzip"));
}

async function addFile(controller: ReturnType<typeof createTarPacker>["controller"], file: PackFile) {
  const { path, blob, modified } = file;
  const small = blob.size <= WHOLE;
  const start = new Uint8Array(await (small ? blob : blob.slice(0, 4)).arrayBuffer());
  const entry = controller.add({
    name: path,
    size: blob.size,
    type: "file",
    mode: isProgram(start) ? 0o755 : 0o644,
    mtime: new Date(Math.max(0, Math.floor(modified / 1000) * 1000)),
    uid: 0,
    gid: 0,
  });
  if (!small) return blob.stream().pipeTo(entry);
  const writer = entry.getWriter();
  if (start.length > 0) await writer.write(start);
  await writer.close();
}

// Browsers do not tell a file's mode: scripts and ELF programs must still start on a dyno.
function isProgram(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  return (a === 0x23 && b === 0x21) || (a === 0x7f && b === 0x45 && c === 0x4c && d === 0x46);
}
