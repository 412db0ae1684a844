import { join } from "node:path";
import { env } from "@/lib/server/env";
import type { Heroku } from "@/lib/server/heroku/client";
import { Feed, type FeedDeps } from "./feed";
import { KeptOutputs } from "./kept";
import { type OutputLimits, outputLimits } from "./limits";
import type { OutputSource } from "./source";

declare global {
  var slipwayOutputs: Hub | undefined;
}

/** Every output that somebody reads, opened upstream once each. */
export class Hub {
  readonly #feeds = new Map<string, Promise<Feed>>();
  readonly #grace = new Map<string, NodeJS.Timeout>();
  readonly #deps: FeedDeps;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  get limits(): OutputLimits {
    return this.#deps.limits;
  }

  /** The feed of an output; it is let go some time after nobody holds it. Every `hold` needs one `release`. */
  async hold(source: OutputSource, heroku: Heroku): Promise<Feed> {
    clearTimeout(this.#grace.get(source.key));
    this.#grace.delete(source.key);
    let opening = this.#feeds.get(source.key);
    const before = await opening?.catch(() => undefined);
    // What was given up once may be whole by now; those who still read the old one keep it.
    if (opening === undefined || before?.end === "incomplete") {
      opening = this.#open(source, heroku);
      this.#feeds.set(source.key, opening);
      opening.catch(() => this.#feeds.delete(source.key));
    }
    return opening;
  }

  /** Says that a holder is done. When no reader is left, the feed goes after the grace time. */
  release(source: OutputSource, feed: Feed): void {
    if (feed.readers.count > 0 || this.#grace.has(source.key)) return;
    const timer = setTimeout(() => this.#drop(source.key, feed), this.#deps.limits.graceMs);
    timer.unref();
    this.#grace.set(source.key, timer);
  }

  async #open(source: OutputSource, heroku: Heroku): Promise<Feed> {
    const kept = await this.#deps.kept.find(source.key);
    return kept ? Feed.ofKept(kept) : Feed.begin(source, heroku, this.#deps);
  }

  #drop(key: string, feed: Feed): void {
    this.#grace.delete(key);
    if (feed.readers.count > 0) return;
    this.#feeds.delete(key);
    feed.close().catch(() => undefined);
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
