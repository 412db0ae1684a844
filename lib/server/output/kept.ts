import { createHash } from "node:crypto";
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ByteSource } from "./byte-source";
import { readAt } from "./spool";

const Meta = z.object({ bytes: z.number().int(), sha256: z.string() });

/** Complete outputs, kept on disk under `folder` so that they are read from upstream once. */
export class KeptOutputs {
  readonly #folder: string;
  readonly #capBytes: number;
  #ready: Promise<void> | undefined;

  constructor(folder: string, capBytes: number) {
    this.#folder = folder;
    this.#capBytes = capBytes;
  }

  /** Where an output that is being read lies; unfinished ones of a server that died are removed. */
  async partPath(key: string): Promise<string> {
    this.#ready ??= this.#prepare();
    await this.#ready;
    return join(this.#folder, `${nameOf(key)}.${process.pid}.part`);
  }

  /** A complete output, or null. */
  async find(key: string): Promise<ByteSource | null> {
    const path = join(this.#folder, nameOf(key));
    const meta = await readFile(`${path}.json`, "utf8").catch(() => null);
    const file = meta === null ? null : await open(`${path}.out`, "r").catch(() => null);
    if (meta === null || file === null) return null;
    const { bytes, sha256 } = Meta.parse(JSON.parse(meta));
    await utimes(`${path}.out`, new Date(), new Date());
    return keptSource(file, bytes, sha256);
  }

  /** Keeps what was read completely, and drops the longest unread beyond the cap. */
  async keep(key: string, part: string, source: ByteSource): Promise<void> {
    const path = join(this.#folder, nameOf(key));
    await rename(part, `${path}.out`);
    await writeFile(`${path}.json.part`, JSON.stringify({ bytes: source.length, sha256: source.sha256() }), {
      mode: 0o600,
    });
    await rename(`${path}.json.part`, `${path}.json`);
    await this.#evict();
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#folder)) {
      const pid = /\.(\d+)\.part$/.exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) await rm(join(this.#folder, name), { force: true });
    }
  }

  async #evict(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(".out"));
    const files = await Promise.all(
      names.map(async (name) => ({
        name,
        ...sizeAndUse(await stat(join(this.#folder, name)).catch(() => null)),
      })),
    );
    let total = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.toSorted((a, b) => a.used - b.used)) {
      if (total <= this.#capBytes) return;
      total -= file.bytes;
      const path = join(this.#folder, file.name.slice(0, -".out".length));
      await rm(`${path}.json`, { force: true });
      await rm(`${path}.out`, { force: true });
    }
  }
}

function keptSource(file: FileHandle, length: number, sha256: string): ByteSource {
  return {
    length,
    sha256: () => sha256,
    read: (offset) => readAt(file, offset, length),
    close: () => file.close(),
  };
}

function sizeAndUse(found: { size: number; mtimeMs: number } | null): { bytes: number; used: number } {
  return { bytes: found?.size ?? 0, used: found?.mtimeMs ?? 0 };
}

function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 40);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
