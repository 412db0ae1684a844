import "server-only";
import { createHmac } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { remainingByAccount } from "@/lib/server/heroku/rate";
import { type CountedName, counted, countsOf } from "@/lib/server/metrics/counts";
import { SEEN_MS } from "@/lib/server/screens/screen-store";
import { deriveKey } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { db } from "@/lib/server/store/db";

/** Returns a registry of Node's process metrics and those counted here. */
export function createRegistry(now: () => Date = () => new Date()): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of Object.keys(counted).filter(isCounted)) addCounted(registry, name);
  new Gauge({
    name: "slipway_upstream_remaining_calls",
    help: "Calls left in an account's hourly budget, as Heroku last said; the account is a keyed hash.",
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
