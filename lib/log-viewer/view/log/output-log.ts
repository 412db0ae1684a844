import { serverNow } from "@/lib/client/clock";
import type { Quote } from "@/lib/log-viewer/engine/reason/quote-reason";
import type { Reason } from "@/lib/log-viewer/engine/reason/reason-scan";
import type { FailureRef, FromWorker, SectionFact } from "@/lib/log-viewer/worker/messages";
import { outputPath } from "@/lib/log-viewer/worker/output-path";
import type { OutputSource, OutputState } from "@/lib/log-viewer/worker/output-stream";
import { FindLog } from "./find-log";
import { LineCache } from "./line-cache";
import { LogRequests } from "./log-requests";
import { LogWorker } from "./log-worker";
import { PageSummarySource } from "./summary-source";

/** Numbers on the page need not change more often than this. In ms. */
const THROTTLE_MS = 100;

/**
 * One output as the page knows it: how long it is, its sections, the state of its stream, and the lines that were
 * drawn lately. Its bytes are in a worker, which follows the stream while somebody subscribes.
 */
export class OutputLog {
  state: OutputState = { kind: "connecting", attempt: 0 };
  /** Lines so far; the last one may still grow. */
  count = 0;
  bytes = 0;
  /** When the last bytes came, in ms since the epoch. */
  lastBytesAt = 0;
  sections: readonly SectionFact[] = [];
  /** Why it failed; undefined until that was requested and the output is over. */
  quote: Quote | null | undefined;
  reason: Reason | null | undefined;
  /** Whether the bytes have the SHA-256 that the server told; null until that is known. */
  checked: boolean | null = null;
  readonly lines = new LineCache((message) => this.#worker.send(message));
  readonly requests = new LogRequests((message) => this.#worker.send(message));
  readonly find = new FindLog(
    (message, transfer) => this.#worker.send(message, transfer),
    () => this.lines.stale(),
  );
  readonly #summarySource: PageSummarySource;
  readonly #listeners = new Set<() => void>();
  readonly #drawing = new Set<() => void>();
  #frame: number | undefined;
  readonly #worker: LogWorker;
  #version = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;

  /** `since`: when the build or release was created (ISO), to know whether its output is seen from the start. */
  constructor(source: OutputSource, since: string | null = null) {
    this.#summarySource = new PageSummarySource(source, (message) => this.#worker.send(message));
    this.#worker = new LogWorker({
      begin: () => {
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
      made: () => this.find.again(),
      take: (message) => this.#take(message),
      ended: () => this.#forget(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#worker.goOn(!this.#complete);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#worker.pause();
    };
  };

  readonly version = (): number => this.#version;

  /** Tells before a frame when there is something new to draw. */
  onDraw(listener: () => void): () => void {
    this.#drawing.add(listener);
    return () => this.#drawing.delete(listener);
  }

  get over(): boolean {
    return this.state.kind === "ended" || this.state.kind === "incomplete" || this.state.kind === "failed";
  }

  readonly retry = (): void => this.#worker.start();

  /** How many of the last lines shall come with every report; 0 when they are not followed. */
  follow(lines: number): void {
    this.#worker.send({ kind: "tail", lines });
  }

  /** Requests the reason of a failure. */
  requestReason(): void {
    if (this.quote === undefined) this.#worker.send({ kind: "reason" });
  }

  /** Index of the section that holds a line; -1 before there is any. */
  holding(line: number): number {
    return this.sections.findLastIndex((section) => section.line <= line);
  }

  /** When a heading arrived (ms since the epoch); null when it had been there before we looked. */
  arrivedAt(line: number): number | null {
    const section = this.sections.find((each) => each.line === line);
    return section ? section.at : (this.lines.get(line)?.at ?? null);
  }

  /** How long a section took (ms), or since when it runs (ms since the epoch); null where we did not see it. */
  sectionTime(index: number): { took: number | null; since: number | null } {
    const from = this.sections[index]?.at ?? null;
    if (from === null) return { took: null, since: null };
    const next = this.sections[index + 1];
    if (next) return { took: next.at === null ? null : next.at - from, since: null };
    return this.over ? { took: this.lastBytesAt - from, since: null } : { took: null, since: from };
  }

  async #failed(failure: FailureRef): Promise<void> {
    this.#turnTo({ kind: "failed", error: await this.#summarySource.failureOf(failure) });
  }

  #turnTo(state: OutputState): void {
    this.state = state;
    this.#tell(true);
  }

  get #complete(): boolean {
    return this.state.kind === "ended" || this.state.kind === "incomplete";
  }

  #forget(): void {
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
      this.lines.grown(message.ended, message.changed);
      this.lines.take(message.tail, message.turn === this.find.turn);
      this.#draw();
      this.#tell(false);
    } else if (message.kind === "lines") {
      this.lines.take(message.lines, message.turn === this.find.turn);
      this.#draw();
    } else if (message.kind === "state") {
      if (message.state.kind === "failed") void this.#failed(message.state.error);
      else this.#turnTo(message.state);
    } else if (message.kind === "checked") {
      this.checked = message.same;
      this.#tell(true);
    } else if (message.kind === "summary-request")
      void this.#summarySource.answer(message.turn, message.request);
    else if (message.kind === "text" || message.kind === "file") this.requests.take(message);
    else if (message.kind === "reason") {
      this.quote = message.quote;
      this.reason = message.reason;
      this.#tell(true);
    } else {
      if (message.kind === "found") this.find.take(message.turn, message.found);
      else {
        // A match in a long line may stand in a part that is not drawn.
        if (message.match) this.lines.again(message.match.line);
        this.find.reached(message.match);
      }
      this.#draw();
      this.#tell(true);
    }
  }

  /** Once a frame, however much has come; then the worker may tell of more. */
  #draw(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      for (const listener of this.#drawing) listener();
      this.#worker.send({ kind: "drawn" });
    });
  }

  #tell(soon: boolean): void {
    const now = () => {
      clearTimeout(this.#calm);
      this.#calm = undefined;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    };
    // A timer, since a page that is hidden has no frames and yet a title to keep true.
    if (soon) clearTimeout(this.#calm);
    this.#calm = soon ? setTimeout(now) : (this.#calm ?? setTimeout(now, THROTTLE_MS));
  }
}
