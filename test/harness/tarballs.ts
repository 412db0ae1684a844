import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { TarWalker } from "@/lib/tarball/tar-walker";
import { endMark, entryHeader, joined, padding } from "@/lib/tarball/tar-writer";

const TYPES = {
  file: "0",
  link: "1",
  symlink: "2",
  "character-device": "3",
  "block-device": "4",
  directory: "5",
  fifo: "6",
  "pax-global-header": "g",
};

/** An entry of a tar, however malicious. */
export type TarEntry = {
  header: {
    name: string | Uint8Array;
    size?: number;
    type?: keyof typeof TYPES;
    linkname?: string | Uint8Array;
    mode?: number;
  };
  body?: string | Uint8Array;
};

/** Returns a tar of these entries, in order. */
export function packTar(entries: TarEntry[]): Uint8Array<ArrayBuffer> {
  const parts = entries.flatMap(({ header: { name, type = "file", linkname, mode }, body = "" }) => {
    const data = Buffer.from(body);
    const link = linkname === undefined ? {} : { link: linkname };
    const entry = {
      name,
      type: TYPES[type],
      size: data.length,
      ...link,
      ...(mode !== undefined && { mode }),
    };
    return [entryHeader(entry), data, padding(data.length)];
  });
  return joined([...parts, endMark()]);
}

/** Returns a gzipped tar of these entries. */
export async function tgz(entries: TarEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(gzipSync(packTar(entries)));
}

/** Returns the files of a tar, by name. */
export function filesIn(tar: Uint8Array): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let name = "";
  for (const event of new TarWalker().write(tar)) {
    if (event.kind === "entry") {
      name = Buffer.from(event.entry.name).toString();
      files.set(name, Buffer.alloc(event.entry.size));
    } else if (event.kind === "data") files.get(name)?.set(event.bytes, event.offset);
  }
  return files;
}

/** Returns a tar entry for a file. */
export function textEntry(name: string, content: string | Uint8Array = ""): TarEntry {
  return { header: { name, size: Buffer.byteLength(content), type: "file" }, body: content };
}

/** Returns the bytes as a stream in chunks of the given lengths, repeatedly. */
export function sliced(
  bytes: Uint8Array<ArrayBuffer>,
  lengths: number[] = [65_536],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let offset = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close();
      const length = lengths[turn++ % lengths.length] ?? 65_536;
      controller.enqueue(bytes.slice(offset, offset + length));
      offset += length;
    },
  });
}

/** Runs `work` in a new folder, which is removed afterwards. */
export async function inTempFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function writeTree(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Returns a program's output; throws if it fails. `input` is its standard input. */
export function run(command: string, args: string[], cwd: string, input?: string | Uint8Array): string {
  return execFileSync(command, args, {
    cwd,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}
