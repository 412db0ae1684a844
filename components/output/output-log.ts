import { follow, type OutputSource, type OutputState } from "@/lib/client/output";
import { type FirstError, firstError } from "@/lib/output/first-error";
import { OutputLines } from "@/lib/output/output-lines";
import type { RenderedLine } from "@/lib/output/render-line";
import { Sections } from "@/lib/output/sections";

/** A pause this long between bytes means that what was kept has been replayed and the rest is live. In ms. */
const REPLAYED = 300;
/** An output that began this recently has been seen from its first byte. In ms. */
const FRESH = 2_500;
/** While the page is hidden nothing is drawn; the count in its title may lag. In ms. */
const HIDDEN_PAUSE = 500;
/** Lines whose drawing is kept: a few screens full. */
const KEPT = 1_000;

/**
 * One output as the page knows it: its lines, sections and the state of its stream, outside of React's state.
 * It follows while somebody subscribes, goes on at its byte when somebody comes back, and tells of changes once
 * a frame.
 */
export class OutputLog {
  readonly lines = new OutputLines();
  readonly sections = new Sections();
  state: OutputState = { kind: "connecting" };
  /** When the last bytes came, in ms since the epoch. */
  lastBytesAt = 0;
  readonly #source: OutputSource;
  readonly #since: string | null;
  readonly #listeners = new Set<() => void>();
  readonly #drawn = new Map<number, RenderedLine>();
  readonly #arrivals: number[] = [];
  #version = 0;
  #live = false;
  #following: AbortController | undefined;
  #scheduled = false;
  #error: FirstError | null | undefined;

  /** `since`: when the build or release was created (ISO), to know whether its output is seen from the start. */
  constructor(source: OutputSource, since: string | null = null) {
    this.#source = source;
    this.#since = since;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#following?.abort();
    };
  };

  readonly version = (): number => this.#version;

  get over(): boolean {
    return this.state.kind === "ended" || this.state.kind === "incomplete" || this.state.kind === "failed";
  }

  /** Asks again after a failure. */
  readonly retry = (): void => {
    this.#following?.abort();
    this.#start();
  };

  /** A line as it looks; the same object every time once a line feed has ended it. */
  line(index: number): RenderedLine {
    const kept = this.#drawn.get(index);
    if (kept) return kept;
    const line = this.lines.line(index);
    if (this.#drawn.size >= KEPT) this.#drawn.clear();
    if (index < this.lines.ended) this.#drawn.set(index, line);
    return line;
  }

  /** The first line that tells what went wrong; known once the output is over. */
  firstError(): FirstError | null {
    if (!this.over) return null;
    if (this.#error === undefined) this.#error = firstError(this.#raw());
    return this.#error;
  }

  /** When a line arrived (ms since the epoch); null when it had been there before we looked. */
  arrivedAt(line: number): number | null {
    const at = this.#arrivals[line];
    return at === undefined || Number.isNaN(at) ? null : at;
  }

  /** How long a section took (ms), or since when it runs (ms since the epoch); null where we did not see it. */
  sectionTime(index: number): { took: number | null; since: number | null } {
    const section = this.sections.list[index];
    const from = section ? this.arrivedAt(section.line) : null;
    if (from === null) return { took: null, since: null };
    const next = this.sections.list[index + 1];
    if (next) {
      const to = this.arrivedAt(next.line);
      return { took: to === null ? null : to - from, since: null };
    }
    return this.over ? { took: this.lastBytesAt - from, since: null } : { took: null, since: from };
  }

  #start(): void {
    if (this.state.kind === "ended" || this.state.kind === "incomplete") return;
    const following = new AbortController();
    this.#following = following;
    let heardAt = Date.now();
    void follow(this.#source, {
      offset: this.lines.bytes,
      signal: following.signal,
      onBytes: (bytes) => {
        // One chunk may still come after the end was asked for; whoever follows next asks for it again.
        if (following.signal.aborted) return;
        const now = Date.now();
        const fresh = this.#since !== null && now - Date.parse(this.#since) < FRESH;
        if (this.lines.bytes > 0 ? now - heardAt > REPLAYED : fresh) this.#live = true;
        heardAt = now;
        this.lastBytesAt = now;
        this.lines.push(bytes);
        this.#index();
        this.#tell();
      },
      onState: (state) => {
        if (following.signal.aborted) return;
        this.state = state;
        if (state.kind === "ended" || state.kind === "incomplete") this.#finish();
        this.#tell();
      },
    });
  }

  #finish(): void {
    this.lines.finish();
    this.#index();
    // An output that ends without a line feed has one more line.
    if (this.lines.count > this.lines.ended) this.#take(this.lines.ended);
  }

  #index(): void {
    for (let line = this.#arrivals.length; line < this.lines.ended; line += 1) this.#take(line);
  }

  #take(line: number): void {
    this.#arrivals.push(this.#live ? this.lastBytesAt : Number.NaN);
    this.sections.take(Sections.mayBegin(this.lines.raw(line)) ? this.lines.text(line) : "", line);
  }

  *#raw(): Generator<string> {
    for (let line = 0; line < this.lines.count; line += 1) yield this.lines.raw(line);
  }

  #tell(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const now = () => {
      this.#scheduled = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    };
    if (document.hidden) setTimeout(now, HIDDEN_PAUSE);
    else requestAnimationFrame(now);
  }
}
