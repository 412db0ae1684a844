import { createHash, randomUUID } from "node:crypto";
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
import { Packed, PackIndex, pack } from "./packed";
import { readAt, type Spool } from "./spool";

const Meta = z.object({
  bytes: z.number().int(),
  sha256: z.string(),
  blocks: PackIndex.nullable().default(null),
});

/** Stores complete outputs in `folder`, so that each is read from upstream once. */
export class OutputCache {
  readonly #folder: string;
  readonly #capBytes: number;
  #ready: Promise<void> | undefined;

  constructor(folder: string, capBytes: number) {
    this.#folder = folder;
    this.#capBytes = capBytes;
  }

  /** Returns a path for an output being read. The first call removes the unfinished files of dead processes. */
  async partPath(key: string): Promise<string> {
    this.#ready ??= this.#prepare();
    await this.#ready;
    return `${this.#pathOf(key)}.${randomUUID()}.${process.pid}.part`;
  }

  /** Returns a complete output, or null if it is not stored. */
  async find(key: string): Promise<StoredOutput | null> {
    const path = this.#pathOf(key);
    const text = await readFile(`${path}.json`, "utf8").catch(() => null);
    if (text === null) return null;
    const meta = Meta.parse(JSON.parse(text));
    const plain = await open(`${path}.out`, "r").catch(() => null);
    const file = meta.blocks && (await open(`${path}.gz`, "r").catch(() => null));
    if (!plain && !file) return null;
    await utimes(`${path}.json`, new Date(), new Date());
    return new StoredOutput(meta, plain, file && meta.blocks && new Packed(file, meta.blocks, meta.bytes));
  }

  /** Stores a complete output and evicts the least recently read ones above the cap. */
  async store(key: string, spool: Spool): Promise<StoredOutput> {
    const path = this.#pathOf(key);
    const facts = { bytes: spool.length, sha256: await spool.sha256() };
    await spool.toFile();
    await rename(spool.path, `${path}.out`);
    const plain = await open(`${path}.out`, "r");
    await this.#writeMeta(path, { ...facts, blocks: null });
    await evict(this.#folder, this.#capBytes);
    return new StoredOutput(facts, plain, null);
  }

  /** Compresses a stored output, and makes the compressed form available for sending. */
  async pack(key: string, stored: StoredOutput): Promise<void> {
    const path = this.#pathOf(key);
    const part = await this.partPath(key);
    try {
      const blocks = await pack(stored, part);
      await rename(part, `${path}.gz`);
      await this.#writeMeta(path, { bytes: stored.length, sha256: stored.digest, blocks });
      stored.setPacked(new Packed(await open(`${path}.gz`, "r"), blocks, stored.length));
    } finally {
      await rm(part, { force: true });
    }
    await evict(this.#folder, this.#capBytes);
  }

  #pathOf(key: string): string {
    return join(this.#folder, createHash("sha256").update(key).digest("hex").slice(0, 40));
  }

  async #writeMeta(path: string, meta: z.infer<typeof Meta>): Promise<void> {
    const part = `${path}.json.${randomUUID()}.${process.pid}.part`;
    await writeFile(part, JSON.stringify(meta), { mode: 0o600 });
    await rename(part, `${path}.json`);
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#folder)) {
      const pid = /\.(\d+)\.part$/.exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) await rm(join(this.#folder, name), { force: true });
    }
  }
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

type Entry = { name: string; used: number; plain: number; packed: number };

/**
 * Reduces a folder of stored outputs to its cap: removes the plain bytes of compressed outputs first, then whole
 * outputs, each by least recent use. Open files stay readable.
 */
async function evict(folder: string, capBytes: number): Promise<void> {
  const entries = (await entriesOf(folder)).sort((a, b) => a.used - b.used);
  let total = entries.reduce((sum, { plain, packed }) => sum + plain + packed, 0);
  for (const entry of entries.filter(({ packed }) => packed > 0)) {
    if (total <= capBytes) return;
    await rm(join(/* turbopackIgnore: true */ folder, `${entry.name}.out`), { force: true });
    total -= entry.plain;
    entry.plain = 0;
  }
  for (const { name, plain, packed } of entries) {
    if (total <= capBytes) return;
    for (const ending of ["json", "out", "gz"]) {
      await rm(join(/* turbopackIgnore: true */ folder, `${name}.${ending}`), { force: true });
    }
    total -= plain + packed;
  }
}

async function entriesOf(folder: string): Promise<Entry[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -".json".length);
      const [meta, plain, packed] = await Promise.all(
        ["json", "out", "gz"].map((ending) =>
          stat(join(/* turbopackIgnore: true */ folder, `${name}.${ending}`)).catch(() => null),
        ),
      );
      return { name, used: meta?.mtimeMs ?? 0, plain: plain?.size ?? 0, packed: packed?.size ?? 0 };
    }),
  );
}

/** A complete output on disk: plain, compressed, or both. */
export class StoredOutput implements ByteSource {
  readonly length: number;
  readonly digest: string;
  readonly #plain: FileHandle | null;
  #packed: Packed | null;

  constructor(facts: { bytes: number; sha256: string }, plain: FileHandle | null, packed: Packed | null) {
    this.length = facts.bytes;
    this.digest = facts.sha256;
    this.#plain = plain;
    this.#packed = packed;
  }

  /** The file with the plain bytes, or null if only the compressed ones are stored. */
  get plain(): FileHandle | null {
    return this.#plain;
  }

  /** The compressed form; null if there is none yet. */
  get packed(): Packed | null {
    return this.#packed;
  }

  /** Makes the compressed form available for sending. */
  setPacked(packed: Packed): void {
    this.#packed = packed;
  }

  async sha256(): Promise<string> {
    return this.digest;
  }

  peek(offset: number): Buffer | null {
    return offset < this.length ? null : Buffer.alloc(0);
  }

  async read(offset: number): Promise<Buffer> {
    if (this.#plain) return readAt(this.#plain, offset, this.length);
    return (await this.#packed?.read(offset)) ?? Buffer.alloc(0);
  }

  async close(): Promise<void> {
    await this.#plain?.close();
    await this.#packed?.close();
  }
}
