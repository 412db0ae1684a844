import type { Mark, Query } from "@/lib/log-viewer/engine/search/query";

/** Lines to search for a pattern; `marks`: true to return the matches within the lines. */
export type ToRegexp = { id: number; query: Query; texts: string[]; marks: boolean };

/** `lines`: the index of the line of each match. */
export type FromRegexp = { id: number; lines: Float64Array<ArrayBuffer>; marks: Mark[][] };

/** The maximum time in ms for a slice of an output; then the pattern is given up. */
const TIMEOUT_MS = 2_000;

/** The connection to the worker that runs patterns. A response is null after a timeout. */
export class RegexpPort {
  #port: MessagePort | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: FromRegexp | null) => void>();

  connect(port: MessagePort): void {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<FromRegexp>) => this.#settle(data.id, data);
  }

  request(query: Query, texts: string[], marks: boolean): Promise<FromRegexp | null> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, null), TIMEOUT_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      const message: ToRegexp = { id, query, texts, marks };
      this.#port?.postMessage(message);
    });
  }

  #settle(id: number, answer: FromRegexp | null): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
