import { Client } from "pg";
import { backoff } from "@/lib/async";
import { log } from "@/lib/server/log/log";

const RETRY = { firstMs: 500, lastMs: 10_000 };

type Options = {
  channel: string;
  onMessage: (payload: string) => void;
  /** Called after each connect: notifications sent in between were missed. */
  onReady: () => void;
};

/** Listens for NOTIFY on a dedicated connection and reconnects when it is lost. Returns a function that ends it. */
export function listen(connectionString: string, { channel, onMessage, onReady }: Options): () => void {
  let ended = false;
  let failures = 0;
  let current: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const client = new Client({ connectionString, keepAlive: true });
    current = client;
    let isLost = false;
    const onLost = (error?: Error): void => {
      if (isLost || ended) return;
      isLost = true;
      log.warn({ err: error?.message }, "PostgreSQL no longer tells of changes; connecting again");
      client.end().catch(() => undefined);
      reconnect();
    };
    client.on("error", onLost);
    client.on("end", () => onLost());
    client.on("notification", ({ payload }) => onMessage(payload ?? ""));
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
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
  return () => {
    ended = true;
    clearTimeout(retry);
    current?.end().catch(() => undefined);
  };
}
