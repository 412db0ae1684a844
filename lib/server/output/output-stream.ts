import type { OutputSummary } from "@/lib/schemas/output";
import type { Heroku } from "@/lib/server/heroku/client";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { countOpen } from "@/lib/server/metrics/counts";
import { Broadcaster } from "./broadcaster";
import type { ByteSource } from "./byte-source";
import { followUntilFinal, type OutputEnd } from "./follow-until-final";
import { GrantPool } from "./grant-pool";
import { type OutputLimits, Pace } from "./limits";
import type { OutputCache, StoredOutput } from "./output-cache";
import type { OutputSource } from "./source";
import { Spool } from "./spool";
import { attemptStream, resumeBehind } from "./stream-attempt";
import type { Subscriber } from "./subscriber";

export type StreamDeps = {
  cache: OutputCache;
  limits: OutputLimits;
  hosts: () => ReadonlySet<string>;
  now: () => number;
};

/** An output on this server, read from upstream once for any number of subscribers. */
export class OutputStream {
  readonly readers = new GrantPool();
  readonly #broadcaster: Broadcaster;
  readonly #bytes: ByteSource;
  readonly #notifier = new Notifier();
  readonly #stop = new AbortController();
  #end: OutputEnd | undefined;
  #stored: StoredOutput | null = null;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(bytes: ByteSource, broadcaster: Broadcaster) {
    this.#bytes = bytes;
    this.#broadcaster = broadcaster;
  }

  /** Returns the stream of a complete output on disk. */
  static ofStored(stored: StoredOutput, limits: OutputLimits): OutputStream {
    const stream = new OutputStream(stored, new Broadcaster(limits.heartbeatMs));
    stream.#end = "complete";
    stream.#stored = stored;
    return stream;
  }

  /** Starts to read an output from upstream. */
  static async begin(source: OutputSource, heroku: Heroku, deps: StreamDeps): Promise<OutputStream> {
    const broadcaster = new Broadcaster(deps.limits.heartbeatMs);
    const inUse = (from: number, to: number): boolean => broadcaster.uses(from, to);
    const spool = new Spool(await deps.cache.partPath(source.key), deps.limits, inUse);
    const stream = new OutputStream(spool, broadcaster);
    stream.readers.remember(heroku);
    stream.#running = stream.#follow(source, spool, deps).catch(() => undefined);
    return stream;
  }

  async #follow(source: OutputSource, spool: Spool, deps: StreamDeps): Promise<void> {
    const over = countOpen("slipway_output_streams");
    this.#end = await this.#readFromUpstream(source, spool, deps).catch((): OutputEnd => "incomplete");
    over();
    this.#notifier.notifyAll();
    this.#broadcaster.sendNow();
    if (this.#end !== "complete") return;
    // Subscribers have received the end, so checksum and compression delay none of them.
    this.#stored = await deps.cache.store(source.key, spool);
    this.#notifier.notifyAll();
    await deps.cache.pack(source.key, this.#stored);
  }

  #readFromUpstream(
    source: OutputSource,
    spool: Spool,
    { limits, hosts, now }: StreamDeps,
  ): Promise<OutputEnd> {
    let lastActivity = now();
    let resumes = true;
    const pace = new Pace(
      () => (this.#broadcaster.lead ?? spool.length) + limits.memoryBytes / 2 < spool.length,
    );
    return followUntilFinal({
      first: source.facts,
      readFacts: () => this.readers.request(source.readFacts),
      attemptStream: async (url, signal) => {
        const attempt = await attemptStream(guardUpstreamUrl(url, hosts()), {
          have: spool.length,
          resume: resumes ? await resumeBehind(spool, limits.resumeBytes) : null,
          limits,
          signal,
          onActivity: () => {
            lastActivity = now();
          },
          onBytes: (bytes) => spool.append(bytes),
          onRead: () => {
            this.#notifier.notifyAll();
            this.#broadcaster.send();
            const waits = [spool.room(), pace.delay()].filter((wait) => wait !== null);
            return waits.length === 0 ? !spool.full : Promise.all(waits).then(() => !spool.full);
          },
        });
        resumes &&= attempt.kind !== "diverged";
        return attempt;
      },
      length: () => spool.length,
      full: () => spool.full,
      lastActivity: () => lastActivity,
      now,
      limits,
      signal: this.#stop.signal,
    });
  }

  /** How the output ended; undefined while it is being read. */
  get end(): OutputEnd | undefined {
    return this.#end;
  }

  /** The complete output on disk; null until it is stored. */
  get stored(): StoredOutput | null {
    return this.#stored;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** Returns bytes in memory up to the end of a block; empty at the end, null if they are on disk. */
  peek(offset: number): Buffer | null {
    return this.#bytes.peek(offset);
  }

  read(offset: number): Promise<Buffer> {
    return this.#bytes.read(offset);
  }

  joined(subscriber: Subscriber): void {
    this.readers.join(subscriber);
    this.#broadcaster.join(subscriber);
  }

  /** Called when a subscriber's connection is closed. */
  left(subscriber: Subscriber): void {
    this.readers.left(subscriber);
    this.#broadcaster.left(subscriber);
  }

  /** Resolves to true on the next change, to false after `timeoutMs`. */
  changed(timeoutMs: number): Promise<boolean> {
    return this.#notifier.wait(timeoutMs);
  }

  /** Resolves to the current summary; the checksum covers the bytes present at the call. */
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

  /** Closes the upstream connection and the files. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop.abort();
    await this.#running;
    await this.#bytes.close();
    if (this.#stored !== this.#bytes) await this.#stored?.close();
  }
}

/** Resolves all pending waits at once. Times in ms. */
class Notifier {
  readonly #waiting = new Set<() => void>();

  /** Resolves to true on the next `notifyAll`, to false after `timeoutMs`. */
  wait(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const woken = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(woken);
        resolve(false);
      }, timeoutMs);
      timer.unref();
      this.#waiting.add(woken);
    });
  }

  notifyAll(): void {
    if (this.#waiting.size === 0) return;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}

/** Maximum time in ms that a response about a finished output waits for its end. */
export const SETTLE_MS = 20_000;

/** Waits until the stream has ended or has enough bytes, at most `timeoutMs`. */
export async function settle(
  stream: OutputStream,
  enough: (stream: OutputStream) => boolean,
  timeoutMs = SETTLE_MS,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (stream.end === undefined && !enough(stream) && Date.now() < until) {
    await stream.changed(Math.max(1, until - Date.now()));
  }
}
