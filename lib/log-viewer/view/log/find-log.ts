import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { Found, FoundMatch, ToWorker } from "@/lib/log-viewer/worker/messages";

const NOTHING: Found = { count: 0, done: false, problem: null, density: [], shown: null, reset: false };

/** The state of a search in the worker. */
export class FindLog {
  query: Query | null = null;
  found = NOTHING;
  /** The current match, or null. */
  current: FoundMatch | null = null;
  /** The number of the search. */
  searchId = 0;
  /** The lines that a filter shows, ascending; null without a filter. */
  shown: NumberList | null = null;
  readonly #send: (message: ToWorker, transfer?: Transferable[]) => void;
  readonly #changed: () => void;
  #context: number | null = null;
  #regexp: Worker | null = null;
  #onMatch: ((match: FoundMatch) => void) | null = null;

  /** `changed`: called when lines must be rendered with other marks. */
  constructor(send: (message: ToWorker, transfer?: Transferable[]) => void, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  /** `context`: lines around each match that a filter shows; null without a filter. */
  set(query: Query | null, context: number | null): void {
    if (query === null && this.query === null) return;
    this.query = query;
    this.#context = query === null ? null : context;
    this.searchId += 1;
    this.found = NOTHING;
    this.current = null;
    this.shown = this.#context === null ? null : new NumberList();
    if (query?.regexp) this.#startRegexp();
    this.#send({ kind: "find", searchId: this.searchId, query, context: this.#context });
    this.#changed();
  }

  /** Sends the search to a new worker. */
  restart(): void {
    if (this.searchId === 0) return;
    this.found = NOTHING;
    if (this.shown) this.shown = new NumberList();
    if (this.query?.regexp) this.#startRegexp();
    this.#send({ kind: "find", searchId: this.searchId, query: this.query, context: this.#context });
  }

  /** Goes to the next (1) or previous (-1) match; the first one from `line` on if there is no current match. */
  step(by: 1 | -1, line: number, onMatch: (match: FoundMatch) => void): void {
    if (this.query === null) return;
    this.#onMatch = onMatch;
    this.#send({ kind: "step", by, current: this.current?.index ?? -1, line });
  }

  take(searchId: number, found: Found): void {
    if (searchId !== this.searchId) return;
    this.found = found;
    if (found.problem === "slow") this.end();
    if (found.reset && this.shown) this.shown = new NumberList();
    for (const line of found.shown ?? []) this.shown?.push(line);
  }

  /** Stops the worker that runs patterns, even during one. */
  end(): void {
    this.#regexp?.terminate();
    this.#regexp = null;
  }

  #startRegexp(): void {
    if (this.#regexp) return;
    this.#regexp = new Worker(new URL("../../worker/regexp-worker.ts", import.meta.url), { type: "module" });
    const { port1, port2 } = new MessageChannel();
    this.#regexp.postMessage(port1, [port1]);
    this.#send({ kind: "regexp", port: port2 }, [port2]);
  }

  takeMatch(match: FoundMatch | null): void {
    this.current = match;
    if (match) this.#onMatch?.(match);
  }
}
