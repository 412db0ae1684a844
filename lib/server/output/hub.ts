import { join } from "node:path";
import { env } from "@/lib/server/env";
import type { Heroku } from "@/lib/server/heroku/client";
import { perProcess } from "@/lib/server/process/per-process";
import { type OutputLimits, outputLimits } from "./limits";
import { OutputCache } from "./output-cache";
import { OutputStream, type StreamDeps } from "./output-stream";
import type { OutputSource } from "./source";

type Entry = {
  opening: Promise<OutputStream>;
  stream: OutputStream | undefined;
  grace: NodeJS.Timeout | undefined;
};

/** The outputs being read. Each has one upstream connection, or none when it is stored. */
export class Hub {
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new Set<Promise<void>>();
  readonly #deps: StreamDeps;

  constructor(deps: StreamDeps) {
    this.#deps = deps;
  }

  get limits(): OutputLimits {
    return this.#deps.limits;
  }

  /** Returns the stream of an output; it is closed some time after the last reader leaves. Pair with `release`. */
  acquire(source: OutputSource, heroku: Heroku): Promise<OutputStream> {
    const known = this.#entries.get(source.key);
    // An incomplete output may be complete by now; its readers keep the old stream.
    if (known && known.stream?.end !== "incomplete") {
      clearTimeout(known.grace);
      known.grace = undefined;
      return known.opening;
    }
    if (known?.stream) this.#close(known.stream);
    const entry: Entry = { opening: this.#open(source, heroku), stream: undefined, grace: undefined };
    this.#entries.set(source.key, entry);
    entry.opening.then(
      (stream) => {
        entry.stream = stream;
      },
      () => this.#entries.delete(source.key),
    );
    return entry.opening;
  }

  /** Ends one `hold`. Without readers, the stream is closed after the grace time. */
  release(source: OutputSource, stream: OutputStream): void {
    const entry = this.#entries.get(source.key);
    if (entry?.stream !== stream) {
      this.#close(stream);
    } else if (stream.readers.count === 0 && entry.grace === undefined) {
      entry.grace = setTimeout(() => {
        entry.grace = undefined;
        if (stream.readers.count > 0) return;
        this.#entries.delete(source.key);
        this.#close(stream);
      }, this.#deps.limits.graceMs);
      entry.grace.unref();
    }
  }

  /** Closes every upstream stream. */
  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { grace } of entries) clearTimeout(grace);
    const closing = entries.map(async ({ opening }) => (await opening).close());
    await Promise.allSettled([...closing, ...this.#closing]);
  }

  async #open(source: OutputSource, heroku: Heroku): Promise<OutputStream> {
    const stored = await this.#deps.cache.find(source.key);
    return stored
      ? OutputStream.ofStored(stored, this.#deps.limits)
      : OutputStream.begin(source, heroku, this.#deps);
  }

  #close(stream: OutputStream): void {
    if (stream.readers.count > 0) return;
    const closing = stream
      .close()
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** The hub of this process. */
export const outputs = perProcess(
  "outputs",
  () =>
    new Hub({
      cache: new OutputCache(
        join(/* turbopackIgnore: true */ env().dataDir, "outputs-cache"),
        outputLimits.cacheBytes,
      ),
      limits: outputLimits,
      hosts: () => env().upstreamHosts,
      now: () => Date.now(),
    }),
);
