import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { packTar, type TarEntry } from "modern-tar";

/** A gzipped tar of these entries. */
export async function tgz(entries: TarEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(gzipSync(await packTar(entries)));
}

/** A tar entry for a file of text. */
export function textEntry(name: string, text = ""): TarEntry {
  return { header: { name, size: Buffer.byteLength(text), type: "file" }, body: text };
}

/** These bytes as a stream, cut after each of the given lengths, over and over. */
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

/** Runs `work` in a fresh folder, which is removed after. */
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

/** Output of a program; throws when it fails. `input` is its standard input. */
export function run(command: string, args: string[], cwd: string, input?: string | Uint8Array): string {
  return execFileSync(command, args, {
    cwd,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}
