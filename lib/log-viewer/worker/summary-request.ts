import type { OutputSummary } from "@/lib/schemas/output";
import type { FailureRef, PageRequest, ToWorker } from "./messages";
import type { SummarySource } from "./output-stream";

type SummaryResponse = Pick<Extract<ToWorker, { kind: "summary-response" }>, "summary" | "failure">;

/** A broken connection, which has no text on the page. */
const BROKEN: FailureRef = { status: 0, ref: -1 };

/** Requests summaries from the page, which has the schemas and must notice the end of its session. */
export class WorkerSummarySource implements SummarySource<FailureRef> {
  readonly #send: (id: number, request: PageRequest) => void;
  readonly #waiting = new Map<number, (response: SummaryResponse) => void>();
  #lastId = 0;

  constructor(send: (id: number, request: PageRequest) => void) {
    this.#send = send;
  }

  answer({ id, summary, failure }: SummaryResponse & { id: number }): void {
    this.#waiting.get(id)?.({ summary, failure });
    this.#waiting.delete(id);
  }

  async summary(): Promise<OutputSummary | FailureRef> {
    const { summary, failure } = await this.#request({ what: "summary" });
    return summary ?? failure ?? BROKEN;
  }

  async failure(response: Response): Promise<FailureRef> {
    const { status, headers } = response;
    const body = await response.text().catch(() => "");
    const { failure } = await this.#request({
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

  #request(request: PageRequest): Promise<SummaryResponse> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(id, request);
    });
  }
}
