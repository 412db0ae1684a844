import { endMark, entryHeader, padding } from "./tar-writer";
import { TarballError } from "./tarball-error";

/** A file to pack. `path`: from the source's top; `modified`: in ms since 1970. */
export type PackFile = { path: string; blob: Blob; modified: number };

type Bytes = Uint8Array<ArrayBuffer>;

const WHOLE = 1024 * 1024;

/**
 * Packs files as a gzipped tar, sorted by path and with owner 0, so that equal files give equal bytes. The stream
 * fails with `unreadable_file` (naming the file) or `empty_tarball`. `onFile` is called after each packed file.
 */
export function pack(
  files: PackFile[],
  onFile: (file: PackFile) => void = () => undefined,
): ReadableStream<Bytes> {
  const chunks = tarOf(files, onFile);
  const tar = new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
  return tar.pipeThrough(new CompressionStream("gzip"));
}

async function* tarOf(
  files: PackFile[],
  onFile: (file: PackFile) => void,
): AsyncGenerator<Bytes, void, void> {
  if (files.length === 0) throw new TarballError("empty_tarball", "No file is left to send.");
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    yield* entryOf(file);
    onFile(file);
  }
  yield endMark();
}

async function* entryOf(file: PackFile): AsyncGenerator<Bytes, void, void> {
  const { path, blob, modified } = file;
  const small = blob.size <= WHOLE;
  const start = await bytesOf(file, small ? blob : blob.slice(0, 4));
  const mode = isProgram(start) ? 0o755 : 0o644;
  yield entryHeader({ name: path, size: blob.size, mode, modified: modified / 1000 });
  if (small) yield start;
  else for (let at = 0; at < blob.size; at += WHOLE) yield await bytesOf(file, blob.slice(at, at + WHOLE));
  yield padding(blob.size);
}

async function bytesOf({ path }: PackFile, part: Blob): Promise<Bytes> {
  const bytes = await part.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  if (bytes?.length === part.size) return bytes;
  throw new TarballError("unreadable_file", `${path} could not be read, or changed meanwhile.`);
}

// Browsers expose no file mode; scripts and ELF programs must be executable on a dyno.
function isProgram(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  return (a === 0x23 && b === 0x21) || (a === 0x7f && b === 0x45 && c === 0x4c && d === 0x46);
}
