import type { ApiFailure } from "@/lib/client/api";
import type { FailureRef, PageRequest, ToWorker } from "@/lib/log-viewer/worker/messages";
import type { OutputSource, SummarySource } from "@/lib/log-viewer/worker/output-stream";

/** Answers the worker's summary requests, and keeps the failures that the worker refers to by number. */
export class PageSummarySource {
  readonly #source: OutputSource;
  readonly #send: (message: ToWorker) => void;
  readonly #failures: ApiFailure[] = [];

  constructor(source: OutputSource, send: (message: ToWorker) => void) {
    this.#source = source;
    this.#send = send;
  }

  async failureOf({ ref }: FailureRef): Promise<ApiFailure> {
    return this.#failures[ref] ?? (await this.#summarySource()).broken();
  }

  async answer(id: number, request: PageRequest): Promise<void> {
    const result = await this.#resultOf(request).catch(() => null);
    if (result === null) this.#send({ kind: "summary-response", id, summary: null, failure: null });
    else if ("status" in result) {
      const ref = this.#failures.push(result) - 1;
      this.#send({ kind: "summary-response", id, summary: null, failure: { status: result.status, ref } });
    } else this.#send({ kind: "summary-response", id, summary: result, failure: null });
  }

  /** Loaded on demand: the schemas are needed only at the end. */
  async #summarySource(): Promise<SummarySource<ApiFailure>> {
    const { summarySource } = await import("@/lib/log-viewer/worker/output-summary");
    return summarySource(this.#source);
  }

  async #resultOf(request: PageRequest) {
    const summarySource = await this.#summarySource();
    if (request.what === "summary") return await summarySource.summary(new AbortController().signal);
    const { status, requestId, body } = request;
    const headers = new Headers(requestId === null ? [] : [["request-id", requestId]]);
    return await summarySource.failure(new Response(body, { status, headers }));
  }
}
