import { serverNow } from "@/lib/client/clock";
import type { Quote } from "@/lib/log-viewer/engine/reason/failure-excerpt";
import type { Reason } from "@/lib/log-viewer/engine/reason/reason-scan";
import type { FailureRef, FromWorker, SectionFact } from "@/lib/log-viewer/worker/messages";
import type { OutputSource, OutputState } from "@/lib/log-viewer/worker/output-stream";
import { api } from "@/lib/paths";
import { FindLog } from "./find-log";
import { LineCache } from "./line-cache";
import { LogRequests, LogWorker } from "./log-worker";
import { PageSummarySource } from "./summary-source";

/** Minimum time in ms between updates of the numbers on the page. */
const THROTTLE_MS = 100;

/**
 * The page's view of an output: its length, its sections, the state of its stream, and the recently rendered lines.
 * The bytes are in a worker, which follows the stream while there are subscribers.
 */
export class OutputLog {
  state: OutputState = { kind: "connecting", attempt: 0 };
  /** The number of lines so far; the last one may still grow. */
  count = 0;
  bytes = 0;
  /** The arrival of the last bytes, in ms since 1970. */
  lastBytesAt = 0;
  sections: readonly SectionFact[] = [];
  /** The quoted reason of the failure; undefined until it was requested and the output has ended. */
  quote: Quote | null | undefined;
  reason: Reason | null | undefined;
  /** True if the bytes match the server's SHA-256, false if not, null until checked. */
  checked: boolean | null = null;
  readonly lines = new LineCache((message) => this.#worker.send(message));
  readonly requests = new LogRequests((message) => this.#worker.send(message));
  readonly find = new FindLog(
    (message, transfer) => this.#worker.send(message, transfer),
    () => this.lines.invalidateAll(),
  );
  readonly #summarySource: PageSummarySource;
  readonly #listeners = new Set<() => void>();
  readonly #rendering = new Set<() => void>();
  #frame: number | undefined;
  readonly #worker: LogWorker;
  #version = 0;
  #notifyTimer: ReturnType<typeof setTimeout> | undefined;

  /** `since`: the creation of the build or release (ISO), to detect whether the output is read from its start. */
  constructor(source: OutputSource, since: string | null = null) {
    this.#summarySource = new PageSummarySource(source, (message) => this.#worker.send(message));
    this.#worker = new LogWorker({
      startMessage: () => {
        const path = outputPath(source, 0);
        const from = since === null ? null : Date.parse(since);
        return {
          kind: "start",
          path: location.origin + path.slice(0, -1),
          name: path,
          since: from,
          now: serverNow(),
        };
      },
      onCreate: () => this.find.restart(),
      take: (message) => this.#take(message),
      onEnd: () => this.#reset(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#worker.resume(!this.#complete);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#worker.pause();
    };
  };

  readonly version = (): number => this.#version;

  /** Calls `listener` before a frame with new content. Returns a function that removes it. */
  onRender(listener: () => void): () => void {
    this.#rendering.add(listener);
    return () => this.#rendering.delete(listener);
  }

  get over(): boolean {
    return this.state.kind === "ended" || this.state.kind === "incomplete" || this.state.kind === "failed";
  }

  readonly retry = (): void => this.#worker.start();

  /** Requests the last `lines` lines with every report; 0 stops it. */
  follow(lines: number): void {
    this.#worker.send({ kind: "tail", lines });
  }

  /** Requests the reason of the failure. */
  requestReason(): void {
    if (this.quote === undefined) this.#worker.send({ kind: "reason" });
  }

  /** Returns the index of the section that contains a line, or -1. */
  sectionIndexAt(line: number): number {
    return this.sections.findLastIndex((section) => section.line <= line);
  }

  /** Returns the arrival of a heading in ms since 1970; null if it came before the page opened. */
  arrivedAt(line: number): number | null {
    const section = this.sections.find((each) => each.line === line);
    return section ? section.at : (this.lines.get(line)?.at ?? null);
  }

  /** Returns the duration of a section in ms, or its start in ms since 1970 while it runs; null if unknown. */
  sectionTime(index: number): { took: number | null; since: number | null } {
    const from = this.sections[index]?.at ?? null;
    if (from === null) return { took: null, since: null };
    const next = this.sections[index + 1];
    if (next) return { took: next.at === null ? null : next.at - from, since: null };
    return this.over ? { took: this.lastBytesAt - from, since: null } : { took: null, since: from };
  }

  async #failed(failure: FailureRef): Promise<void> {
    this.#setState({ kind: "failed", error: await this.#summarySource.failureOf(failure) });
  }

  #setState(state: OutputState): void {
    this.state = state;
    this.#notify(true);
  }

  get #complete(): boolean {
    return this.state.kind === "ended" || this.state.kind === "incomplete";
  }

  #reset(): void {
    this.find.end();
    this.count = 0;
    this.bytes = 0;
    this.sections = [];
    this.state = { kind: "connecting", attempt: 0 };
    this.lines.clear();
  }

  #take(message: FromWorker): void {
    if (message.kind === "progress") {
      this.count = message.count;
      this.bytes = message.bytes;
      this.lastBytesAt = message.lastBytesAt;
      if (message.sections.length > 0) this.sections = [...this.sections, ...message.sections];
      this.lines.onGrow(message.ended, message.changed);
      this.lines.take(message.tail, message.searchId === this.find.searchId);
      this.#render();
      this.#notify(false);
    } else if (message.kind === "lines") {
      this.lines.take(message.lines, message.searchId === this.find.searchId);
      this.#render();
    } else if (message.kind === "state") {
      if (message.state.kind === "failed") void this.#failed(message.state.error);
      else this.#setState(message.state);
    } else if (message.kind === "checked") {
      this.checked = message.same;
      this.#notify(true);
    } else if (message.kind === "summary-request")
      void this.#summarySource.answer(message.id, message.request);
    else if (message.kind === "text" || message.kind === "file") this.requests.take(message);
    else if (message.kind === "reason") {
      this.quote = message.quote;
      this.reason = message.reason;
      this.#notify(true);
    } else {
      if (message.kind === "found") this.find.take(message.searchId, message.found);
      else {
        // A match in a long line may be outside the rendered part.
        if (message.match) this.lines.invalidate(message.match.line);
        this.find.takeMatch(message.match);
      }
      this.#render();
      this.#notify(true);
    }
  }

  /** Notifies once per frame; then the worker may send more. */
  #render(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      for (const listener of this.#rendering) listener();
      this.#worker.send({ kind: "rendered" });
    });
  }

  #notify(soon: boolean): void {
    const now = () => {
      clearTimeout(this.#notifyTimer);
      this.#notifyTimer = undefined;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    };
    // A timer, because a hidden page has no frames and yet a title to update.
    if (soon) clearTimeout(this.#notifyTimer);
    this.#notifyTimer = soon ? setTimeout(now) : (this.#notifyTimer ?? setTimeout(now, THROTTLE_MS));
  }
}

/** Returns the path of an output's bytes from an offset on. */
export function outputPath(source: OutputSource, offset: number): string {
  return "build" in source
    ? api.buildOutput(source.app, source.build, offset)
    : api.releaseOutput(source.app, source.release, offset);
}
