import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { FromRegexp, ToRegexp } from "./regexp-messages";

/** Longer than this no slice of an output may take; then the expression is given up. In ms. */
const TIMEOUT_MS = 2_000;

/** The way to the worker that runs expressions. An answer that does not come in time is null. */
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
