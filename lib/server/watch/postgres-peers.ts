import type { Kysely } from "kysely";
import { z } from "zod";
import type { AppSummary } from "@/lib/schemas/summary";
import { log } from "@/lib/server/log/log";
import { receiveNotices, sendNotice } from "@/lib/server/store/notices";
import type { Tables } from "@/lib/server/store/tables";
import { forgetSummaries, storedSummaries, storeSummary } from "@/lib/server/store/watch";
import { Membership } from "./membership";
import type { Peers } from "./peers";
import type { Watch } from "./watch";

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
  /** True when a server left, or other apps are watched there. */
  members: z.boolean().optional(),
});
type Notice = Omit<z.infer<typeof Notice>, "from">;

type Options = { db: Kysely<Tables>; url: string; owner: string };

/** Servers that share a PostgreSQL. The server that owns an app reads it; the others receive its results. */
export class PostgresPeers implements Peers {
  readonly #db: Kysely<Tables>;
  readonly #url: string;
  readonly #owner: string;
  readonly #membership: Membership;
  readonly #fresh = new Set<string>();
  #watch: Watch | undefined;
  #freshTimer: NodeJS.Timeout | undefined;
  #endNotices = (): void => undefined;

  constructor({ db, url, owner }: Options) {
    this.#db = db;
    this.#url = url;
    this.#owner = owner;
    this.#membership = new Membership({
      db,
      id: owner,
      announce: () => this.#notify({ members: true }),
      onChange: () => this.#logFailure(this.#loadUnread().then(() => this.#watch?.tick())),
    });
  }

  /** Joins the other servers and receives their notices for `watch`. */
  start(watch: Watch): void {
    this.#watch = watch;
    this.#endNotices = receiveNotices({
      db: this.#db,
      url: this.#url,
      onNotice: (notice) => this.#logFailure(this.#onNotice(notice)),
      onReady: () => this.#logFailure(this.#catchUp()),
    });
    this.#membership.start();
    this.#logFailure(forgetSummaries(this.#db, KEPT_MS));
  }

  /** Leaves the other servers; they take over at once. */
  async stop(): Promise<void> {
    this.#endNotices();
    clearTimeout(this.#freshTimer);
    await this.#membership.stop();
  }

  isOurs = (app: string): boolean => this.#membership.owns(app);

  join = async (apps: readonly string[]): Promise<void> => {
    try {
      await this.#membership.join(apps);
      await this.#loadUnread();
    } catch (error) {
      log.warn({ err: String(error) }, "The other servers do not know yet which apps are watched here");
    }
  };

  shareWatched = (apps: readonly string[]): void => this.#membership.watch(new Set(apps));

  shareRead = (app: string, changed: AppSummary | null): void => {
    if (changed) {
      this.#logFailure(storeSummary(this.#db, changed).then(() => this.#notify({ news: [app] })));
    } else {
      this.#fresh.add(app);
      this.#freshTimer ??= setTimeout(() => this.#notifyFresh(), FRESH_MS).unref();
    }
  };

  forwardChange = (app: string): void => this.#logFailure(this.#notify({ touched: app }));

  async #onNotice(received: unknown): Promise<void> {
    // Another version of the server may send notices of another shape.
    const { data: notice } = Notice.safeParse(received);
    if (!notice || notice.from === this.#owner || !this.#watch) return;
    await this.#load((notice.news ?? []).filter((id) => this.#watch?.state.apps.has(id)));
    for (const id of notice.fresh ?? [])
      if (!this.isOurs(id)) this.#watch.receiveFromPeer(id, null, FRESH_MS);
    const touched = this.#watch.find(notice.touched ?? "");
    if (touched && this.isOurs(touched.id)) this.#watch.touch(touched.id);
    if (notice.members) await this.#membership.renew();
  }

  /** Loads what other servers stored while the connection was down. */
  #catchUp(): Promise<void> {
    const apps = [...(this.#watch?.state.apps.keys() ?? [])];
    return this.#load(apps.filter((id) => !this.isOurs(id)));
  }

  /** Loads the apps that were not read here but by another server, so that this one need not read them first. */
  #loadUnread(): Promise<void> {
    const unread = [...(this.#watch?.state.apps.values() ?? [])].filter((app) => !app.summary);
    return this.#load(unread.map(({ id }) => id).filter((id) => this.#membership.isShared(id)));
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
    return sendNotice(this.#db, { from: this.#owner, ...notice });
  }

  /** Logs a rejection. While the store is unavailable, each server takes the others for gone, and reads nothing. */
  #logFailure(act: Promise<unknown>): void {
    act.catch((error: unknown) => log.warn({ err: String(error) }, "The watch could not reach the store"));
  }
}
