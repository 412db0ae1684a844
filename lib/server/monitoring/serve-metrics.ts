import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { remainingByAccount } from "@/lib/server/heroku/rate";
import { log } from "@/lib/server/log/log";
import { type CountedName, counted, countsOf } from "@/lib/server/metrics/counts";
import { perProcess } from "@/lib/server/process/per-process";
import { onShutdown } from "@/lib/server/process/shutdown";
import { SEEN_MS } from "@/lib/server/screens/screen-store";
import { deriveKey } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { db } from "@/lib/server/store/db";

const running = perProcess("metrics-server", (): { server?: Server } => ({}));

/**
 * Serves `GET /metrics` on a port of its own. It has no authentication, so it listens on loopback by default. A port
 * that cannot be opened is logged and does not stop the server.
 */
export function serveMetrics({ host, port }: { host: string; port: number }): Server {
  const { server: existing } = running();
  if (existing) return existing;
  const registry = createRegistry();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://metrics");
    if (pathname !== "/metrics") return response.writeHead(404).end();
    if (request.method !== "GET") return response.writeHead(405, { allow: "GET" }).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        log.warn({ err: String(error) }, "The metrics could not be collected");
        response.writeHead(500).end();
      },
    );
  });
  server.on("error", (error) => log.error({ err: error.message }, `METRICS_PORT ${port} cannot be opened`));
  server.listen(port, host);
  server.unref();
  onShutdown(() => server.close());
  running.set({ server });
  return server;
}

/** Returns a registry of Node's process metrics and those counted here. */
function createRegistry(now: () => Date = () => new Date()): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of Object.keys(counted).filter(isCounted)) addCounted(registry, name);
  new Gauge({
    name: "slipway_upstream_remaining_calls",
    help: "Calls left of an account's 4,500 per hour, as last reported by Heroku. account: a keyed hash.",
    labelNames: ["account"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [account, calls] of remainingByAccount()) this.set({ account: hashed(account) }, calls);
    },
  });
  new Gauge({
    name: "slipway_screens_seen",
    help: "Screens that are there: they ask for their wall every few seconds.",
    registers: [registry],
    async collect() {
      this.set(await screensSeen(now()));
    },
  });
  return registry;
}

function isCounted(name: string): name is CountedName {
  return Object.hasOwn(counted, name);
}

function addCounted(registry: Registry, name: CountedName): void {
  const { kind, help, labels } = counted[name];
  const shared = { name, help, labelNames: [...labels], registers: [registry] };
  const labelled = (values: readonly string[]) =>
    Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ""]));
  if (kind === "counter") {
    new Counter({
      ...shared,
      collect() {
        this.reset();
        for (const { values, number } of countsOf(name)) this.inc(labelled(values), number);
      },
    });
  } else {
    new Gauge({
      ...shared,
      collect() {
        this.set(countsOf(name)[0]?.number ?? 0);
      },
    });
  }
}

/** Returns a keyed hash of an account id, which cannot be reversed without SECRET. */
function hashed(accountId: string): string {
  return createHmac("sha256", deriveKey(secret(), "metrics")).update(accountId).digest("hex").slice(0, 12);
}

async function screensSeen(now: Date): Promise<number> {
  const since = new Date(now.getTime() - SEEN_MS).toISOString();
  const { count } = await db()
    .selectFrom("screens")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("last_seen_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
