import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { FromRegexp, ToRegexp } from "./regexp-messages";

/** The maximum time in ms for a slice of an output; then the pattern is given up. */
const TIMEOUT_MS = 2_000;

/** The connection to the worker that runs patterns. A response is null after a timeout. */
export class RegexpPort {
  #port: MessagePort | undefined;
  #turn = 0;
  readonly #waiting = new Map<number, (answer: FromRegexp | null) => void>();

  connect(port: MessagePort): void {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<FromRegexp>) => this.#settle(data.turn, data);
  }

  ask(query: Query, texts: string[], marks: boolean): Promise<FromRegexp | null> {
    this.#turn += 1;
    const turn = this.#turn;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(turn, null), TIMEOUT_MS);
      this.#waiting.set(turn, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      const message: ToRegexp = { turn, query, texts, marks };
      this.#port?.postMessage(message);
    });
  }

  #settle(turn: number, answer: FromRegexp | null): void {
    this.#waiting.get(turn)?.(answer);
    this.#waiting.delete(turn);
  }
}
