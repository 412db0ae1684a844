import type { Kysely } from "kysely";
import { log } from "@/lib/server/log/log";
import {
  deleteForgottenServers,
  deleteServer,
  GONE_MS,
  HEARTBEAT_MS,
  listLiveServers,
  listWatchedApps,
  renewServer,
  storeServer,
} from "@/lib/server/store/servers";
import type { Tables } from "@/lib/server/store/tables";
import { ownerOf } from "./rendezvous";

/** Another server. `goneAt` is in ms of `performance.now()`. */
type Peer = { apps: ReadonlySet<string>; version: number; goneAt: number };

type Options = {
  db: Kysely<Tables>;
  id: string;
  /** Requests that the other servers read the rows again. */
  announce: () => Promise<void>;
  /** Called when other servers came, left or changed the apps that they watch. */
  onChange: () => void;
};

/**
 * The servers that share a PostgreSQL: a row each, renewed by a heartbeat. Of the live servers that watch an app, one
 * owns it; each computes which, so ownership needs no row of its own.
 */
export class Membership {
  readonly #options: Options;
  #apps: ReadonlySet<string> = new Set();
  #version = 0;
  /** The apps as stored; another set than `#apps` while those have changed. */
  #stored: ReadonlySet<string> | undefined;
  #peers = new Map<string, Peer>();
  #owners = new Map<string, string | undefined>();
  /** Until when (ms of `performance.now()`) the others count on this server. */
  #aliveUntil = 0;
  #heartbeats: NodeJS.Timeout | undefined;
  #nextGone: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    const renew = () =>
      this.renew().catch((error: unknown) =>
        log.warn({ err: String(error) }, "The heartbeat was not stored"),
      );
    void renew();
    this.#heartbeats = setInterval(() => void renew(), HEARTBEAT_MS).unref();
    deleteForgottenServers(this.#options.db).catch(() => undefined);
  }

  /** Leaves the other servers, which can take over at once. */
  async stop(): Promise<void> {
    clearInterval(this.#heartbeats);
    clearTimeout(this.#nextGone);
    await this.#running.catch(() => undefined);
    this.#aliveUntil = 0;
    await deleteServer(this.#options.db, this.#options.id);
    await this.#options.announce();
  }

  /** Sets the apps that this server watches; stored by the next `renew`. */
  watch(apps: ReadonlySet<string>): void {
    if (apps.size === this.#apps.size && [...apps].every((app) => this.#apps.has(app))) return;
    this.#apps = apps;
    this.#version += 1;
    this.#owners.clear();
  }

  /** Watches these apps as well. Resolves once the other servers can know of it, and this one of their owners. */
  async join(apps: readonly string[]): Promise<void> {
    this.watch(new Set([...this.#apps, ...apps]));
    if (apps.some((app) => !this.#stored?.has(app))) await this.renew();
  }

  /** Returns true if another server watches the app, too. */
  isShared(app: string): boolean {
    return this.#watchersOf(app).length > 1;
  }

  /** Returns true if this server is the one to read an app: it is alive, and owns the app among those that watch it. */
  owns(app: string): boolean {
    if (performance.now() >= this.#aliveUntil || !this.#apps.has(app)) return false;
    if (!this.#owners.has(app)) this.#owners.set(app, ownerOf(app, this.#watchersOf(app)));
    return this.#owners.get(app) === this.#options.id;
  }

  /** Stores the heartbeat and the watched apps, and reads the other servers' rows. Concurrent calls share one run. */
  renew(): Promise<void> {
    this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#renew();
        return this.#running;
      });
    return this.#queued;
  }

  async #renew(): Promise<void> {
    const { db, id, announce } = this.#options;
    const begun = performance.now();
    const apps = this.#apps;
    if (apps !== this.#stored || !(await renewServer(db, id))) {
      await storeServer(db, { id, apps, version: this.#version });
      this.#stored = apps;
      await announce();
    }
    await this.#readPeers();
    this.#aliveUntil = begun + GONE_MS;
  }

  async #readPeers(): Promise<void> {
    const { db, id, onChange } = this.#options;
    const rows = (await listLiveServers(db)).filter((row) => row.id !== id);
    const now = performance.now();
    const changed = rows.filter((row) => this.#peers.get(row.id)?.version !== row.version);
    const watched = new Map(
      (
        await listWatchedApps(
          db,
          changed.map((row) => row.id),
        )
      ).map((row) => [row.id, row]),
    );
    const peers = rows.flatMap(({ id, age, version }): [string, Peer][] => {
      const { apps, version: read } = watched.get(id) ?? { apps: this.#peers.get(id)?.apps, version };
      return apps ? [[id, { apps, version: read, goneAt: now + GONE_MS - age }]] : [];
    });
    const isSame = changed.length === 0 && rows.length === this.#peers.size;
    this.#setPeers(new Map(peers));
    if (!isSame) onChange();
  }

  #setPeers(peers: Map<string, Peer>): void {
    this.#peers = peers;
    this.#owners.clear();
    clearTimeout(this.#nextGone);
    if (peers.size === 0) return;
    const inMs = Math.min(...[...peers.values()].map(({ goneAt }) => goneAt)) - performance.now();
    this.#nextGone = setTimeout(() => this.#removeGone(), Math.max(0, inMs) + 1).unref();
  }

  #removeGone(): void {
    const now = performance.now();
    this.#setPeers(new Map([...this.#peers].filter(([, { goneAt }]) => goneAt > now)));
    this.#options.onChange();
  }

  #watchersOf(app: string): string[] {
    const peers = [...this.#peers].filter(([, { apps }]) => apps.has(app)).map(([id]) => id);
    return [this.#options.id, ...peers];
  }
}
