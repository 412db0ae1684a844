import type { OutputSummary } from "@/lib/schemas/output";
import type { FailureRef, SummaryRequest, ToWorker } from "./messages";
import type { SummarySource } from "./output-stream";

type Verdict = Pick<Extract<ToWorker, { kind: "summary-response" }>, "summary" | "failure">;

/** A broken connection, which has no text on the page. */
const BROKEN: FailureRef = { status: 0, ref: -1 };

/** Requests summaries from the page, which has the schemas and must notice the end of its session. */
export class WorkerSummarySource implements SummarySource<FailureRef> {
  readonly #ask: (turn: number, request: SummaryRequest) => void;
  readonly #waiting = new Map<number, (verdict: Verdict) => void>();
  #turn = 0;

  constructor(ask: (turn: number, request: SummaryRequest) => void) {
    this.#ask = ask;
  }

  answer({ turn, summary, failure }: Verdict & { turn: number }): void {
    this.#waiting.get(turn)?.({ summary, failure });
    this.#waiting.delete(turn);
  }

  async summary(): Promise<OutputSummary | FailureRef> {
    const { summary, failure } = await this.#judged({ what: "summary" });
    return summary ?? failure ?? BROKEN;
  }

  async failure(response: Response): Promise<FailureRef> {
    const { status, headers } = response;
    const body = await response.text().catch(() => "");
    const { failure } = await this.#judged({
      what: "failure",
      status,
      requestId: headers.get("request-id"),
      body,
    });
    return failure ?? BROKEN;
  }

  broken(): FailureRef {
    return BROKEN;
  }

  #judged(request: SummaryRequest): Promise<Verdict> {
    this.#turn += 1;
    const turn = this.#turn;
    return new Promise((resolve) => {
      this.#waiting.set(turn, resolve);
      this.#ask(turn, request);
    });
  }
}
