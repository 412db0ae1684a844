import { join } from "node:path";
import { env } from "@/lib/server/env";
import type { Heroku } from "@/lib/server/heroku/client";
import { KeptOutputs } from "./kept";
import { type OutputLimits, outputLimits } from "./limits";
import { Feed, type FeedDeps } from "./output-stream";
import type { OutputSource } from "./source";

declare global {
  var slipwayOutputs: Hub | undefined;
}

type Entry = { opening: Promise<Feed>; feed: Feed | undefined; grace: NodeJS.Timeout | undefined };

/** Every output that somebody reads, opened upstream once each. */
export class Hub {
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new Set<Promise<void>>();
  readonly #deps: FeedDeps;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  get limits(): OutputLimits {
    return this.#deps.limits;
  }

  /** The feed of an output; it is let go some time after nobody reads it. Every `hold` needs one `release`. */
  hold(source: OutputSource, heroku: Heroku): Promise<Feed> {
    const known = this.#entries.get(source.key);
    // What was given up once may be whole by now; those who still read the old one keep it.
    if (known && known.feed?.end !== "incomplete") {
      clearTimeout(known.grace);
      known.grace = undefined;
      return known.opening;
    }
    if (known?.feed) this.#letGo(known.feed);
    const entry: Entry = { opening: this.#open(source, heroku), feed: undefined, grace: undefined };
    this.#entries.set(source.key, entry);
    entry.opening.then(
      (feed) => {
        entry.feed = feed;
      },
      () => this.#entries.delete(source.key),
    );
    return entry.opening;
  }

  /** Says that a holder is done. When no reader is left, the feed goes after the grace time. */
  release(source: OutputSource, feed: Feed): void {
    const entry = this.#entries.get(source.key);
    if (entry?.feed !== feed) {
      this.#letGo(feed);
    } else if (feed.readers.count === 0 && entry.grace === undefined) {
      entry.grace = setTimeout(() => {
        entry.grace = undefined;
        if (feed.readers.count > 0) return;
        this.#entries.delete(source.key);
        this.#letGo(feed);
      }, this.#deps.limits.graceMs);
      entry.grace.unref();
    }
  }

  /** Leaves every upstream stream. */
  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { grace } of entries) clearTimeout(grace);
    const closing = entries.map(async ({ opening }) => (await opening).close());
    await Promise.allSettled([...closing, ...this.#closing]);
  }

  async #open(source: OutputSource, heroku: Heroku): Promise<Feed> {
    const kept = await this.#deps.kept.find(source.key);
    return kept ? Feed.ofStored(kept, this.#deps.limits) : Feed.begin(source, heroku, this.#deps);
  }

  #letGo(feed: Feed): void {
    if (feed.readers.count > 0) return;
    const closing = feed
      .close()
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** The hub of this process: routes are bundled apart, only globalThis is common to them. */
export function outputs(): Hub {
  globalThis.slipwayOutputs ??= new Hub({
    kept: new KeptOutputs(
      join(/* turbopackIgnore: true */ env().dataDir, "outputs-cache"),
      outputLimits.cacheBytes,
    ),
    limits: outputLimits,
    hosts: () => env().upstreamHosts,
    now: () => Date.now(),
  });
  return globalThis.slipwayOutputs;
}
