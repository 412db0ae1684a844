import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Outputs } from "@/local-platform/engine/engine";
import type { OutputRow, Tables } from "@/local-platform/store/tables";
import { type Channel, openChannel } from "./channel";

/** Durable output streams: one row each, and an append-only file `outputs/<id>` in the data folder. */
export type OutputStore = Outputs & {
  /** Creates an empty stream; does nothing if it exists. */
  create(id: string, kind: OutputRow["kind"]): Promise<void>;
  append(id: string, data: string | Uint8Array): Promise<void>;
  /**
   * Ends the stream: everything is on the disk, then `complete` is stored together with whatever `alongside`
   * stores (the build's status), then the readers end.
   */
  finish(id: string, alongside?: (trx: Transaction<Tables>) => Promise<void>): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** Closes the files of streams that are not complete yet. */
  close(): Promise<void>;
};

/** Opens the output streams of a data folder. */
export function createOutputStore({ db, dataDir, now }: Context): OutputStore {
  const folder = join(dataDir, "outputs");
  const channels = new Map<string, Promise<Channel>>();
  const fileOf = (id: string) => join(folder, id);
  const rowOf = (id: string) => db.selectFrom("outputs").selectAll().where("id", "=", id).executeTakeFirst();

  function channelOf(id: string): Promise<Channel> {
    const known = channels.get(id);
    if (known) return known;
    const opened = openStored(id);
    channels.set(id, opened);
    // A complete stream needs no shared state, and one that failed to open may exist later.
    opened.then(
      (channel) => channel.complete && channels.delete(id),
      () => channels.delete(id),
    );
    return opened;
  }

  async function openStored(id: string): Promise<Channel> {
    const row = await rowOf(id);
    if (!row) throw new Error(`There is no output stream ${id}.`);
    return openChannel(fileOf(id), row.complete === 1);
  }

  return {
    async stat(id) {
      if (!(await rowOf(id))) return null;
      const { bytes, complete } = await channelOf(id);
      return { bytes, complete };
    },
    read: (id, offset) => readChannel(channelOf(id), offset),
    async create(id, kind) {
      await mkdir(folder, { recursive: true });
      await db
        .insertInto("outputs")
        .values({ id, kind, complete: 0, bytes: 0, created_at: now().toISOString() })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    append: async (id, data) => (await channelOf(id)).append(data),
    async finish(id, alongside) {
      const channel = await channelOf(id);
      if (!channel.complete) await channel.seal();
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable("outputs")
          .set({ complete: 1, bytes: channel.bytes })
          .where("id", "=", id)
          .execute();
        await alongside?.(trx);
      });
      channel.announce();
      channels.delete(id);
    },
    async remove(ids) {
      for (const id of ids) {
        const channel = await channels.get(id)?.catch(() => null);
        await channel?.pause();
        channel?.announce();
        channels.delete(id);
        await rm(fileOf(id), { force: true });
      }
      if (ids.length > 0) await db.deleteFrom("outputs").where("id", "in", ids).execute();
    },
    async close() {
      for (const opening of channels.values()) await (await opening.catch(() => null))?.pause();
    },
  };
}

const chunkBytes = 64 * 1024;

/** Returns the bytes of a channel from `offset`, live until it is complete. Destroy the stream to stop reading. */
function readChannel(opening: Promise<Channel>, offset: number): Readable {
  const stop = new AbortController();
  const readable = Readable.from(follow(opening, offset, stop.signal), { objectMode: false });
  readable.once("close", () => stop.abort());
  return readable;
}

async function* follow(opening: Promise<Channel>, offset: number, signal: AbortSignal) {
  const channel = await opening;
  let position = offset;
  while (!signal.aborted) {
    if (position < channel.bytes) {
      const end = channel.bytes;
      yield* stored(channel.file, position, end);
      position = end;
    } else if (channel.complete) {
      return;
    } else {
      // There is no await between the check above and this listener, so no change is missed.
      await channel.changed(signal);
    }
  }
}

/** The bytes [start, end) of a file that holds at least these. */
async function* stored(file: string, start: number, end: number) {
  const handle = await open(file, "r");
  try {
    let position = start;
    while (position < end) {
      const size = Math.min(chunkBytes, end - position);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
      if (bytesRead === 0) throw new Error(`The output file ${file} ends at ${position}, before ${end}.`);
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
