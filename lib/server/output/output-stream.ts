import type { OutputSummary } from "@/lib/schemas/output";
import type { Heroku } from "@/lib/server/heroku/client";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { countOpen } from "@/lib/server/metrics/counts";
import { Audience } from "./broadcaster";
import type { ByteSource } from "./byte-source";
import { type OutputEnd, pump } from "./follow-until-final";
import { Readers } from "./grant-pool";
import type { KeptOutputs } from "./kept";
import type { OutputLimits } from "./limits";
import { Bell } from "./notifier";
import { Pace } from "./pace";
import { resumeBehind } from "./resume";
import type { OutputSource } from "./source";
import { Spool } from "./spool";
import type { StoredOutput } from "./stored";
import { readPass } from "./stream-attempt";
import type { Viewer } from "./subscriber";

export type FeedDeps = {
  kept: KeptOutputs;
  limits: OutputLimits;
  hosts: () => ReadonlySet<string>;
  now: () => number;
};

/** One output as this server knows it: read from upstream once, however many look at it. */
export class Feed {
  readonly readers = new Readers();
  readonly #audience: Audience;
  readonly #bytes: ByteSource;
  readonly #bell = new Bell();
  readonly #stop = new AbortController();
  #end: OutputEnd | undefined;
  #stored: StoredOutput | null = null;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(bytes: ByteSource, audience: Audience) {
    this.#bytes = bytes;
    this.#audience = audience;
  }

  /** An output that is complete and on disk. */
  static ofStored(stored: StoredOutput, limits: OutputLimits): Feed {
    const feed = new Feed(stored, new Audience(limits.heartbeatMs));
    feed.#end = "complete";
    feed.#stored = stored;
    return feed;
  }

  /** Begins to read an output from upstream. */
  static async begin(source: OutputSource, heroku: Heroku, deps: FeedDeps): Promise<Feed> {
    const audience = new Audience(deps.limits.heartbeatMs);
    const inUse = (from: number, to: number): boolean => audience.uses(from, to);
    const spool = new Spool(await deps.kept.partPath(source.key), deps.limits, inUse);
    const feed = new Feed(spool, audience);
    feed.readers.remember(heroku);
    feed.#running = feed.#follow(source, spool, deps).catch(() => undefined);
    return feed;
  }

  async #follow(source: OutputSource, spool: Spool, deps: FeedDeps): Promise<void> {
    const over = countOpen("slipway_output_streams");
    this.#end = await this.#pump(source, spool, deps).catch((): OutputEnd => "incomplete");
    over();
    this.#bell.ring();
    this.#audience.tellNow();
    if (this.#end !== "complete") return;
    // Viewers have their end by now: checksum and compression keep nobody waiting.
    this.#stored = await deps.kept.keep(source.key, spool);
    this.#bell.ring();
    await deps.kept.pack(source.key, this.#stored);
  }

  #pump(source: OutputSource, spool: Spool, { limits, hosts, now }: FeedDeps): Promise<OutputEnd> {
    let lastLife = now();
    let resumes = true;
    const pace = new Pace(
      () => (this.#audience.lead ?? spool.length) + limits.memoryBytes / 2 < spool.length,
    );
    return pump({
      first: source.facts,
      readFacts: () => this.readers.ask(source.readFacts),
      readPass: async (url, signal) => {
        const pass = await readPass(guardUpstreamUrl(url, hosts()), {
          have: spool.length,
          resume: resumes ? await resumeBehind(spool, limits.resumeBytes) : null,
          limits,
          signal,
          onLife: () => {
            lastLife = now();
          },
          onBytes: (bytes) => spool.append(bytes),
          onRead: () => {
            this.#bell.ring();
            this.#audience.tell();
            const waits = [spool.room(), pace.keep()].filter((wait) => wait !== null);
            return waits.length === 0 ? !spool.full : Promise.all(waits).then(() => !spool.full);
          },
        });
        resumes &&= pass.kind !== "strayed";
        return pass;
      },
      length: () => spool.length,
      full: () => spool.full,
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

  /** The whole of it on disk; null until it is complete and there. */
  get stored(): StoredOutput | null {
    return this.#stored;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** Bytes that are in memory, at most up to the end of a block; empty at the end, null when they lie on disk. */
  peek(offset: number): Buffer | null {
    return this.#bytes.peek(offset);
  }

  read(offset: number): Promise<Buffer> {
    return this.#bytes.read(offset);
  }

  joined(viewer: Viewer): void {
    this.readers.join(viewer);
    this.#audience.join(viewer);
  }

  /** Its connection is closed: nothing is on its way to it any more. */
  left(viewer: Viewer): void {
    this.readers.left(viewer);
    this.#audience.left(viewer);
  }

  /** Resolves true when there is news, false when `timeoutMs` passed without. */
  changed(timeoutMs: number): Promise<boolean> {
    return this.#bell.wait(timeoutMs);
  }

  /** What is known right now; the checksum is of the bytes that were there when it was asked for. */
  async summary(): Promise<OutputSummary> {
    const end = this.#end;
    const bytes = this.#bytes.length;
    const running = bytes > 0 ? "live" : "waiting";
    return {
      state: end ?? running,
      bytes,
      sha256: end === "none" ? null : await this.#bytes.sha256(),
      complete: end === "complete" || end === "none",
      gap: end === "incomplete" ? { from: bytes, to: null } : null,
    };
  }

  /** Leaves upstream and lets go of the files, once. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop.abort();
    await this.#running;
    await this.#bytes.close();
    if (this.#stored !== this.#bytes) await this.#stored?.close();
  }
}
