import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { LRUCache } from "lru-cache";
import { Client } from "pg";
import { z } from "zod";
import { backoff } from "@/lib/async";
import { log } from "@/lib/server/log/log";
import { NOW } from "./servers";
import type { Tables } from "./tables";

const CHANNEL = "slipway_notices";
const RETRY = { firstMs: 500, lastMs: 10_000 };
/** Every server sends an empty message this often, so that silence means a connection without notifications. */
const PING_MS = 2_000;
/** After this time without a message the table is read instead, and after twice that the connection is replaced. */
const SILENT_MS = 5_000;
const READ_MS = 1_000;
/** How far back the table is read. Longer than `SILENT_MS`, which it covers at the first read. */
const READ_BACK_MS = 10_000;
const KEPT_MS = 60_000;

type Db = Kysely<Tables>;

const Payload = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("is not JSON");
      return z.NEVER;
    }
  })
  .pipe(z.object({ id: z.string(), notice: z.unknown() }));

/** Sends a notice, as JSON of at most 7,900 bytes, to every server that receives notices, this one included. */
export async function sendNotice(db: Db, notice: unknown): Promise<void> {
  const id = randomUUID();
  const payload = JSON.stringify({ id, notice });
  await sql`
    with stored as (insert into notices (id, payload, sent) values (${id}, ${payload}, ${NOW}))
    select pg_notify(${CHANNEL}, ${payload})
  `.execute(db);
}

type Options = {
  db: Db;
  url: string;
  onNotice: (notice: unknown) => void;
  /** Called after each connect: notices sent in between may have been missed. */
  onReady: () => void;
};

/**
 * Receives the notices of all servers, each once: with LISTEN on a connection of its own, and by reading the table every
 * second while nothing arrives there (LISTEN does not work through a pooler in transaction mode, and a cut connection can
 * look alive). Returns a function that ends it.
 */
export function receiveNotices({ db, url, onNotice, onReady }: Options): () => void {
  const received = new LRUCache<string, true>({ max: 10_000, ttl: KEPT_MS });
  let lastMessageAt = performance.now();
  let isSilent = false;

  const receive = (payload: string): void => {
    // Anybody with access to the database can notify the channel.
    const { data } = Payload.safeParse(payload);
    if (!data || received.has(data.id)) return;
    received.set(data.id, true);
    onNotice(data.notice);
  };
  const listener = listen(url, {
    onMessage: (payload) => {
      lastMessageAt = performance.now();
      if (payload !== "") receive(payload);
    },
    onReady,
  });
  const readIfSilent = async (): Promise<void> => {
    const silentMs = performance.now() - lastMessageAt;
    if (silentMs > SILENT_MS !== isSilent) {
      isSilent = !isSilent;
      log.warn(
        isSilent
          ? "No notices arrive by LISTEN; reading them every second"
          : "Notices arrive by LISTEN again",
      );
    }
    if (!isSilent) return;
    if (silentMs > 2 * SILENT_MS) listener.replace(2 * SILENT_MS);
    const rows = await db
      .selectFrom("notices")
      .select("payload")
      .where("sent", ">", sql<number>`${NOW} - ${READ_BACK_MS}::bigint`)
      .orderBy("sent")
      .execute();
    for (const { payload } of rows) receive(payload);
  };
  const ping = () => sql`select pg_notify(${CHANNEL}, '')`.execute(db);
  const deleteOld = () =>
    db.deleteFrom("notices").where("sent", "<", sql<number>`${NOW} - ${KEPT_MS}::bigint`).execute();
  const timers = [every(READ_MS, readIfSilent), every(PING_MS, ping), every(KEPT_MS, deleteOld)];
  return () => {
    for (const timer of timers) clearInterval(timer);
    listener.end();
  };
}

function every(ms: number, act: () => Promise<unknown>): NodeJS.Timeout {
  const run = () =>
    act().catch((error: unknown) => log.warn({ err: String(error) }, "Notices could not reach PostgreSQL"));
  return setInterval(() => void run(), ms).unref();
}

type Listener = {
  /** Connects again if the connection is older than `ms`. */
  replace: (ms: number) => void;
  end: () => void;
};

/** Listens for NOTIFY on a dedicated connection and reconnects when it is lost. */
function listen(
  connectionString: string,
  { onMessage, onReady }: { onMessage: (payload: string) => void; onReady: () => void },
): Listener {
  let ended = false;
  let failures = 0;
  let connectedAt = performance.now();
  let drop = (): void => undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const client = new Client({ connectionString, keepAlive: true });
    let isLost = false;
    const onLost = (error?: Error): void => {
      if (isLost) return;
      isLost = true;
      client.end().catch(() => undefined);
      if (ended) return;
      log.warn({ err: error?.message }, "PostgreSQL no longer notifies this server; connecting again");
      reconnect();
    };
    drop = onLost;
    connectedAt = performance.now();
    client.on("error", onLost);
    client.on("end", () => onLost());
    client.on("notification", ({ payload = "" }) => onMessage(payload));
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(CHANNEL)}`);
    failures = 0;
    onReady();
  };
  const begin = (): void => {
    connect().catch(reconnect);
  };
  const reconnect = (): void => {
    if (ended) return;
    clearTimeout(retry);
    failures += 1;
    retry = setTimeout(begin, backoff(failures, RETRY)).unref();
  };
  begin();
  return {
    replace: (ms) => {
      if (performance.now() - connectedAt > ms) drop();
    },
    end: () => {
      ended = true;
      clearTimeout(retry);
      drop();
    },
  };
}
