import { noteTime, serverNow } from "@/lib/client/clock";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { Arrivals } from "@/lib/log-viewer/engine/lines/arrivals";
import { drawLines } from "@/lib/log-viewer/engine/lines/line-rows";
import { SectionIndex } from "@/lib/log-viewer/engine/sections/section-index";
import { WorkerCopy } from "./copy";
import { LaterPart } from "./late-part";
import { LongLines } from "./long-lines";
import type { FailureRef, FromWorker, SummaryRequest, ToWorker } from "./messages";
import { follow, type OutputState } from "./output-stream";
import { WorkerSummarySource } from "./summary-request";

/** Bytes after a pause of this length in ms are live; those before were replayed. */
const REPLAYED = 300;
/** An output created within this time in ms is read from its first byte. */
const FRESH = 2_500;
/** Time in ms between reports: one per frame, or fewer if the page is hidden and renders nothing. */
const FRAME = 12;
const TIMEOUT_MS = 400;
/** The pause between reports is at least this many times the duration of the last one. */
const SHARE = 5;

/**
 * An output in the worker: reads its stream, stores its bytes, tracks its lines and sections, and renders the lines
 * that the page requests. The page never gets the whole output.
 */
export class WorkerOutput {
  readonly #store = new LineStore();
  readonly #arrivals = new Arrivals();
  readonly #sections = new SectionIndex();
  readonly #post: (message: FromWorker) => void;
  readonly #summarySource: WorkerSummarySource;
  readonly #long = new LongLines(this.#store);
  readonly #copy = new WorkerCopy(this.#store);
  readonly #later = new LaterPart(async () => {
    const { LateRequests } = await import("./late-requests");
    const later = new LateRequests(this.#store, this.#long, this.#post);
    later.grown(this.#over);
    return later;
  });
  #following: AbortController | undefined;
  #state: OutputState<FailureRef>["kind"] = "connecting";
  #live = false;
  #lastBytesAt = 0;
  #toldAt = 0;
  /** The duration of the last report in ms. */
  #cost = 0;
  #drawn = true;
  #toldSections = 0;
  #changed = Number.POSITIVE_INFINITY;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #tail = 0;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
    this.#summarySource = new WorkerSummarySource((turn, request: SummaryRequest) =>
      post({ kind: "summary-request", turn, request }),
    );
  }

  take(message: ToWorker): void {
    if (message.kind === "start") {
      noteTime(message.now);
      void this.#start(message.path, message.name, message.since);
    } else if (message.kind === "pause") this.#following?.abort();
    else if (message.kind === "summary-response") this.#summarySource.answer(message);
    else if (message.kind === "drawn") this.#onDrawn();
    else if (message.kind === "lines") this.#lines(message.lines);
    else if (message.kind === "tail") this.#tail = message.lines;
    else if (message.kind === "part") {
      this.#long.turnTo(message.line, message.side);
      this.#lines([message.line]);
    } else void this.#later.ask((later) => later.take(message));
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
    let heardAt = serverNow();
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
        const fresh = since !== null && now - since < FRESH;
        if (this.#store.bytes.length > 0 ? now - heardAt > REPLAYED : fresh) this.#live = true;
        heardAt = now;
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
    this.#arrivals.note(this.#store.ended, this.#live ? now : Number.NaN);
    this.#store.push(bytes);
    const changed = this.#store.takeChanged();
    this.#changed = Math.min(this.#changed, changed);
    this.#later.here?.find.changed(changed);
    this.#sections.advance(this.#store, this.#store.ended);
    this.#tell();
    this.#later.here?.grown(false);
    this.#copy.grown();
  }

  #check(sha256: string): void {
    void this.#later.ask(async (later) => {
      const same = await later.isWhole(sha256);
      if (!same) this.#copy.drop();
      this.#post({ kind: "checked", same });
    });
  }

  #finish(): void {
    // An output that ends without a line feed has one more line.
    this.#sections.advance(this.#store, this.#store.count);
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#tellNow();
    this.#later.here?.grown(true);
  }

  /** Schedules a report, after the page has rendered the last one or after a timeout. */
  #tell(): void {
    if (this.#telling !== undefined) return;
    // A growing line of megabytes is slow to render; reading must not wait for it.
    const least = Math.max(this.#drawn ? FRAME : TIMEOUT_MS, SHARE * this.#cost);
    const pause = Math.max(0, least - (performance.now() - this.#toldAt));
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.#tellNow();
    }, pause);
  }

  #onDrawn(): void {
    this.#drawn = true;
    if (this.#store.count > 0) this.#later.soon();
    if (this.#telling === undefined) return;
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#tell();
  }

  #tellNow(): void {
    this.#toldAt = performance.now();
    this.#drawn = false;
    const { count, ended, bytes } = this.#store;
    const { list } = this.#sections;
    const begun = list.slice(this.#toldSections);
    this.#toldSections = list.length;
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
      tail: this.#draw(Array.from({ length: count - first }, (_, index) => first + index)),
      turn: this.#turn,
    });
    this.#cost = performance.now() - this.#toldAt;
  }

  #lines(lines: number[]): void {
    // If a search is about to start, its matches are marked.
    if (this.#later.awaited) void this.#later.ask(() => this.#sendLines(lines));
    else this.#sendLines(lines);
  }

  #sendLines(lines: number[]): void {
    const drawn = this.#draw(lines.filter((line) => line < this.#store.count));
    const turn = this.#turn;
    this.#post({ kind: "lines", lines: drawn, turn });
    const marking = this.#later.here?.find.mark(drawn);
    void marking?.then((marked) => marked && this.#post({ kind: "lines", lines: marked, turn }));
  }

  get #turn(): number {
    return this.#later.here?.find.turn ?? 0;
  }

  #draw(lines: number[]) {
    return drawLines(lines, {
      output: this.#store,
      arrivals: this.#arrivals,
      expression: this.#later.here?.find.expression ?? null,
      parts: this.#long.parts,
    });
  }
}
