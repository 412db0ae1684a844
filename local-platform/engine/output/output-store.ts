import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Outputs } from "@/local-platform/engine/engine";
import { type Channel, openChannel } from "@/local-platform/engine/output/channel";
import { readChannel } from "@/local-platform/engine/output/read-channel";
import type { OutputRow, Tables } from "@/local-platform/store/tables";

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
