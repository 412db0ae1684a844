import { rm } from "node:fs/promises";
import type { OutputSummary } from "@/lib/schemas/output";
import type { Heroku } from "@/lib/server/heroku/client";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { Bell } from "./bell";
import type { ByteSource } from "./byte-source";
import type { KeptOutputs } from "./kept";
import type { OutputLimits } from "./limits";
import { readPass } from "./pass";
import { type OutputEnd, pump } from "./pump";
import { Readers } from "./readers";
import type { OutputSource } from "./source";
import { Spool } from "./spool";

export type FeedDeps = {
  kept: KeptOutputs;
  limits: OutputLimits;
  hosts: () => ReadonlySet<string>;
  now: () => number;
};

/** One output as this server knows it: read from upstream once, however many look at it. */
export class Feed {
  readonly readers = new Readers();
  readonly #bytes: ByteSource;
  readonly #bell = new Bell();
  readonly #stop = new AbortController();
  #end: OutputEnd | undefined;
  #closed = false;

  private constructor(bytes: ByteSource) {
    this.#bytes = bytes;
  }

  /** An output that is complete and on disk. */
  static ofKept(bytes: ByteSource): Feed {
    const feed = new Feed(bytes);
    feed.#end = "complete";
    return feed;
  }

  /** Begins to read an output from upstream. */
  static async begin(source: OutputSource, heroku: Heroku, deps: FeedDeps): Promise<Feed> {
    const part = await deps.kept.partPath(source.key);
    const spool = await Spool.create(part);
    const feed = new Feed(spool);
    feed.readers.remember(heroku);
    feed
      .#run(source, spool, deps)
      .catch((): OutputEnd => "incomplete")
      .then(async (end) => {
        if (end === "complete") await deps.kept.keep(source.key, part, spool);
        else await rm(part, { force: true });
        feed.#end = end;
      })
      .catch(() => {
        feed.#end = "incomplete";
      })
      .finally(() => feed.#bell.ring());
    return feed;
  }

  #run(source: OutputSource, spool: Spool, { limits, hosts, now }: FeedDeps): Promise<OutputEnd> {
    let lastLife = now();
    return pump({
      first: source.facts,
      readFacts: () => this.readers.ask(source.readFacts),
      readPass: (url, signal) =>
        readPass(guardUpstreamUrl(url, hosts()), {
          skip: spool.length,
          limits,
          signal,
          onLife: () => {
            lastLife = now();
          },
          onBytes: async (bytes) => {
            const stored = spool.append(bytes);
            this.#bell.ring(Math.min(50, this.readers.count / 20));
            await stored;
          },
        }),
      length: () => spool.length,
      lastLife: () => lastLife,
      now,
      limits,
      signal: this.#stop.signal,
    });
  }

  /** Undefined while it is being read. */
  get end(): OutputEnd | undefined {
    return this.#end;
  }

  get length(): number {
    return this.#bytes.length;
  }

  read(offset: number): Promise<Buffer> {
    return this.#bytes.read(offset);
  }

  /** Resolves true when there is news, false when `timeoutMs` passed without. */
  changed(timeoutMs: number): Promise<boolean> {
    return this.#bell.wait(timeoutMs);
  }

  summary(): OutputSummary {
    const bytes = this.#bytes.length;
    const running = bytes > 0 ? "live" : "waiting";
    return {
      state: this.#end ?? running,
      bytes,
      sha256: this.#end === "none" ? null : this.#bytes.sha256(),
      complete: this.#end === "complete" || this.#end === "none",
      gap: this.#end === "incomplete" ? { from: bytes, to: null } : null,
    };
  }

  /** Leaves upstream and lets go of the file, once. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop.abort();
    while (this.#end === undefined) await this.#bell.wait(1000);
    await this.#bytes.close();
  }
}
