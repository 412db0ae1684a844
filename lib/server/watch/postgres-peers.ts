import type { Kysely } from "kysely";
import { z } from "zod";
import type { AppSummary } from "@/lib/schemas/summary";
import { log } from "@/lib/server/log/log";
import { listen } from "@/lib/server/store/listen";
import type { Tables } from "@/lib/server/store/tables";
import {
  dropLeases,
  forgetSummaries,
  notify,
  storedSummaries,
  storeSummary,
  takeLeases,
} from "@/lib/server/store/watch";
import type { Peers } from "./peers";
import type { Watch } from "./watch";

const CHANNEL = "slipway_watch";
/** The apps of a failed server are taken over within the sum of both, less than 10 s. */
const LEASE_MS = 7_000;
const RENEW_MS = 2_500;
/** Notices of unchanged apps are sent in batches of this interval. */
const FRESH_MS = 500;
/** Most ids in a notice, which keeps it below the 8,000 bytes of NOTIFY. */
const MOST_IDS = 100;
const KEPT_MS = 24 * 60 * 60_000;

const Notice = z.object({
  from: z.string(),
  /** Apps whose stored summary changed. */
  news: z.array(z.string()).optional(),
  /** Apps that were read and are unchanged. */
  fresh: z.array(z.string()).optional(),
  /** An app that was reported as changed. */
  touched: z.string().optional(),
  /** True when the server stops and its leases are free. */
  left: z.boolean().optional(),
});
type Notice = Omit<z.infer<typeof Notice>, "from">;

type Options = { db: Kysely<Tables>; url: string; owner: string };

/** Servers that share a PostgreSQL. The server with an app's lease reads it; the others receive its results. */
export class PostgresPeers implements Peers {
  readonly #db: Kysely<Tables>;
  readonly #url: string;
  readonly #owner: string;
  readonly #fresh = new Set<string>();
  #held = new Set<string>();
  #heldUntil = 0;
  #wanted = new Set<string>();
  #watch: Watch | undefined;
  #freshTimer: NodeJS.Timeout | undefined;
  #cleanups: (() => void)[] = [];

  constructor({ db, url, owner }: Options) {
    this.#db = db;
    this.#url = url;
    this.#owner = owner;
  }

  /** Starts taking leases and listening for `watch`. */
  start(watch: Watch): void {
    this.#watch = watch;
    const renewing = setInterval(() => this.#logFailure(this.#renew()), RENEW_MS).unref();
    const end = listen(this.#url, {
      channel: CHANNEL,
      onMessage: (payload) => this.#logFailure(this.#onNotice(payload)),
      onReady: () => this.#logFailure(this.#catchUp()),
    });
    this.#cleanups = [() => clearInterval(renewing), end];
    this.#logFailure(forgetSummaries(this.#db, KEPT_MS));
  }

  /** Releases all leases; other servers take them at once. */
  async stop(): Promise<void> {
    for (const cleanUp of this.#cleanups) cleanUp();
    clearTimeout(this.#freshTimer);
    this.#held.clear();
    await dropLeases(this.#db, this.#owner, []);
    await this.#notify({ left: true });
  }

  isOurs = (app: string): boolean => this.#held.has(app) && performance.now() < this.#heldUntil;

  join = async (apps: readonly string[]): Promise<void> => {
    const unknown = apps.filter((id) => !this.#wanted.has(id));
    for (const id of unknown) this.#wanted.add(id);
    try {
      if (unknown.length > 0) await this.#renew();
      await this.#load(apps.filter((id) => !this.#watch?.state.apps.get(id)?.summary && !this.isOurs(id)));
    } catch (error) {
      log.warn({ err: String(error) }, "The leases of the watch could not be taken");
    }
  };

  wanted = (apps: readonly string[]): void => {
    this.#wanted = new Set(apps);
  };

  read = (app: string, changed: AppSummary | null): void => {
    if (changed) {
      this.#logFailure(storeSummary(this.#db, changed).then(() => this.#notify({ news: [app] })));
    } else {
      this.#fresh.add(app);
      this.#freshTimer ??= setTimeout(() => this.#notifyFresh(), FRESH_MS).unref();
    }
  };

  touched = (app: string): void => this.#logFailure(this.#notify({ touched: app }));

  async #renew(): Promise<void> {
    const wanted = [...this.#wanted];
    const begun = performance.now();
    const held = await takeLeases(this.#db, wanted, this.#owner, LEASE_MS);
    const gone = [...this.#held].some((app) => !this.#wanted.has(app));
    const isMore = held.some((app) => !this.#held.has(app));
    this.#held = new Set(held);
    this.#heldUntil = begun + LEASE_MS;
    if (gone) await dropLeases(this.#db, this.#owner, held);
    if (isMore) this.#watch?.round();
  }

  async #onNotice(payload: string): Promise<void> {
    const { data: notice } = Notice.safeParse(JSON.parse(payload));
    if (!notice || notice.from === this.#owner || !this.#watch) return;
    await this.#load((notice.news ?? []).filter((id) => this.#watch?.state.apps.has(id)));
    for (const id of notice.fresh ?? [])
      if (!this.isOurs(id)) this.#watch.receiveFromPeer(id, null, FRESH_MS);
    const touched = this.#watch.find(notice.touched ?? "");
    if (touched && this.isOurs(touched.id)) this.#watch.touch(touched.id);
    if (notice.left) await this.#renew();
  }

  /** Loads what other servers stored while the connection was down. */
  #catchUp(): Promise<void> {
    const apps = [...(this.#watch?.state.apps.keys() ?? [])];
    return this.#load(apps.filter((id) => !this.isOurs(id)));
  }

  async #load(ids: string[]): Promise<void> {
    for (const { summary, age } of await storedSummaries(this.#db, ids))
      this.#watch?.receiveFromPeer(summary.app.id, summary, Math.max(0, age));
  }

  #notifyFresh(): void {
    this.#freshTimer = undefined;
    const ids = [...this.#fresh];
    this.#fresh.clear();
    for (let at = 0; at < ids.length; at += MOST_IDS)
      this.#logFailure(this.#notify({ fresh: ids.slice(at, at + MOST_IDS) }));
  }

  #notify(notice: Notice): Promise<void> {
    return notify(this.#db, CHANNEL, JSON.stringify({ from: this.#owner, ...notice }));
  }

  /** Logs a rejection. While the store is unavailable, leases expire and are taken again later. */
  #logFailure(act: Promise<unknown>): void {
    act.catch((error: unknown) => log.warn({ err: String(error) }, "The watch could not reach the store"));
  }
}
