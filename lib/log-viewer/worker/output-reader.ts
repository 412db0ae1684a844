import { noteTime, serverNow } from "@/lib/client/clock";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { Arrivals, renderLines } from "@/lib/log-viewer/engine/lines/line-rows";
import { SectionIndex } from "@/lib/log-viewer/engine/sections";
import { LatePart } from "./late-part";
import { WorkerCopy } from "./local-copy";
import { LongLines } from "./long-lines";
import type { FailureRef, FromWorker, PageRequest, ToWorker } from "./messages";
import { follow, type OutputState } from "./output-stream";
import { WorkerSummarySource } from "./summary-request";

/** Bytes after a pause of this length in ms are live; those before were replayed. */
const REPLAY_PAUSE_MS = 300;
/** An output created within this time in ms is read from its first byte. */
const FRESH_MS = 2_500;
/** Time in ms between reports: one per frame, or fewer if the page is hidden and renders nothing. */
const REPORT_INTERVAL_MS = 12;
const TIMEOUT_MS = 400;
/** The pause between reports is at least this many times the duration of the last one. */
const PAUSE_FACTOR = 5;

/**
 * An output in the worker: reads its stream, stores its bytes, tracks its lines and sections, and renders the lines
 * that the page requests. The page never gets the whole output.
 */
export class OutputReader {
  readonly #store = new LineStore();
  readonly #arrivals = new Arrivals();
  readonly #sections = new SectionIndex();
  readonly #post: (message: FromWorker) => void;
  readonly #summarySource: WorkerSummarySource;
  readonly #long = new LongLines(this.#store);
  readonly #copy = new WorkerCopy(this.#store);
  readonly #late = new LatePart(async () => {
    const { LateRequests } = await import("./late-requests");
    const late = new LateRequests(this.#store, this.#long, this.#post);
    late.onGrow(this.#over);
    return late;
  });
  #following: AbortController | undefined;
  #state: OutputState<FailureRef>["kind"] = "connecting";
  #live = false;
  #lastBytesAt = 0;
  #reportedAt = 0;
  /** The duration of the last report in ms. */
  #cost = 0;
  #rendered = true;
  #reportedSections = 0;
  #changed = Number.POSITIVE_INFINITY;
  #reportTimer: ReturnType<typeof setTimeout> | undefined;
  #tail = 0;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
    this.#summarySource = new WorkerSummarySource((id, request: PageRequest) =>
      post({ kind: "summary-request", id, request }),
    );
  }

  take(message: ToWorker): void {
    if (message.kind === "start") {
      noteTime(message.now);
      void this.#start(message.path, message.name, message.since);
    } else if (message.kind === "pause") this.#following?.abort();
    else if (message.kind === "summary-response") this.#summarySource.answer(message);
    else if (message.kind === "rendered") this.#onRendered();
    else if (message.kind === "lines") this.#lines(message.lines);
    else if (message.kind === "tail") this.#tail = message.lines;
    else if (message.kind === "part") {
      this.#long.showPart(message.line, message.side);
      this.#lines([message.line]);
    } else void this.#late.run((late) => late.take(message));
  }

  get #over(): boolean {
    return this.#state === "ended" || this.#state === "incomplete" || this.#state === "failed";
  }

  async #start(path: string, name: string, since: number | null): Promise<void> {
    this.#following?.abort();
    const following = new AbortController();
    this.#following = following;
    const offset = await this.#copy.open(name);
    if (following.signal.aborted) return;
    let receivedAt = serverNow();
    await follow<FailureRef>({
      pathFrom: (offset, wait) => `${path}${offset}${wait ? "" : "&wait=0"}`,
      summarySource: this.#summarySource,
      offset,
      signal: following.signal,
      onOpen: () => {
        for (const part of this.#copy.release()) this.#take(part, serverNow());
      },
      onBytes: (bytes) => {
        // One chunk may still arrive after the abort; the next stream requests it again.
        if (following.signal.aborted) return;
        const now = serverNow();
        const fresh = since !== null && now - since < FRESH_MS;
        if (this.#store.bytes.length > 0 ? now - receivedAt > REPLAY_PAUSE_MS : fresh) this.#live = true;
        receivedAt = now;
        this.#take(bytes, now);
      },
      onState: (state) => {
        if (following.signal.aborted) return;
        this.#state = state.kind;
        if (this.#over) this.#finish();
        this.#post({ kind: "state", state });
        if (state.kind === "failed") this.#copy.drop();
        if (state.kind === "ended" && state.sha256 !== null) this.#check(state.sha256);
      },
    });
  }

  #take(bytes: Uint8Array, now: number): void {
    this.#lastBytesAt = now;
    this.#arrivals.add(this.#store.ended, this.#live ? now : Number.NaN);
    this.#store.push(bytes);
    const changed = this.#store.takeChanged();
    this.#changed = Math.min(this.#changed, changed);
    this.#late.loaded?.find.changed(changed);
    this.#sections.advance(this.#store, this.#store.ended);
    this.#report();
    this.#late.loaded?.onGrow(false);
    this.#copy.onGrow();
  }

  #check(sha256: string): void {
    void this.#late.run(async (late) => {
      const same = await late.isWhole(sha256);
      if (!same) this.#copy.drop();
      this.#post({ kind: "checked", same });
    });
  }

  #finish(): void {
    // An output that ends without a line feed has one more line.
    this.#sections.advance(this.#store, this.#store.count);
    clearTimeout(this.#reportTimer);
    this.#reportTimer = undefined;
    this.#reportNow();
    this.#late.loaded?.onGrow(true);
  }

  /** Schedules a report, after the page has rendered the last one or after a timeout. */
  #report(): void {
    if (this.#reportTimer !== undefined) return;
    // A growing line of megabytes is slow to render; reading must not wait for it.
    const least = Math.max(this.#rendered ? REPORT_INTERVAL_MS : TIMEOUT_MS, PAUSE_FACTOR * this.#cost);
    const pause = Math.max(0, least - (performance.now() - this.#reportedAt));
    this.#reportTimer = setTimeout(() => {
      this.#reportTimer = undefined;
      this.#reportNow();
    }, pause);
  }

  #onRendered(): void {
    this.#rendered = true;
    if (this.#store.count > 0) this.#late.loadSoon();
    if (this.#reportTimer === undefined) return;
    clearTimeout(this.#reportTimer);
    this.#reportTimer = undefined;
    this.#report();
  }

  #reportNow(): void {
    this.#reportedAt = performance.now();
    this.#rendered = false;
    const { count, ended, bytes } = this.#store;
    const { list } = this.#sections;
    const begun = list.slice(this.#reportedSections);
    this.#reportedSections = list.length;
    const first = Math.max(0, count - this.#tail);
    const changed = this.#changed;
    this.#changed = Number.POSITIVE_INFINITY;
    this.#post({
      kind: "progress",
      count,
      ended,
      bytes: bytes.length,
      lastBytesAt: this.#lastBytesAt,
      sections: begun.map((section) => ({ ...section, at: this.#arrivals.at(section.line) })),
      changed,
      tail: this.#render(Array.from({ length: count - first }, (_, index) => first + index)),
      searchId: this.#searchId,
    });
    this.#cost = performance.now() - this.#reportedAt;
  }

  #lines(lines: number[]): void {
    // While the module of the search loads, lines wait for it, so that their matches are marked.
    if (this.#late.isLoading) void this.#late.run(() => this.#sendLines(lines));
    else this.#sendLines(lines);
  }

  #sendLines(lines: number[]): void {
    const rendered = this.#render(lines.filter((line) => line < this.#store.count));
    const searchId = this.#searchId;
    this.#post({ kind: "lines", lines: rendered, searchId });
    const marking = this.#late.loaded?.find.mark(rendered);
    void marking?.then((marked) => marked && this.#post({ kind: "lines", lines: marked, searchId }));
  }

  get #searchId(): number {
    return this.#late.loaded?.find.searchId ?? 0;
  }

  #render(lines: number[]) {
    return renderLines(lines, {
      output: this.#store,
      arrivals: this.#arrivals,
      expression: this.#late.loaded?.find.expression ?? null,
      parts: this.#long.parts,
    });
  }
}
