import type { ApiFailure } from "@/lib/client/api";
import type { FailureRef, SummaryRequest, ToWorker } from "@/lib/log-viewer/worker/messages";
import type { OutputSource, SummarySource } from "@/lib/log-viewer/worker/output-stream";

/** Judges for the worker, and keeps the words of failures, of which the worker has numbers only. */
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

  async answer(turn: number, request: SummaryRequest): Promise<void> {
    const verdict = await this.#verdict(request).catch(() => null);
    if (verdict === null) this.#send({ kind: "summary-response", turn, summary: null, failure: null });
    else if ("status" in verdict) {
      const ref = this.#failures.push(verdict) - 1;
      this.#send({ kind: "summary-response", turn, summary: null, failure: { status: verdict.status, ref } });
    } else this.#send({ kind: "summary-response", turn, summary: verdict, failure: null });
  }

  /** Schemas are needed at the end only: they are loaded then. */
  async #summarySource(): Promise<SummarySource<ApiFailure>> {
    const { summarySource } = await import("@/lib/log-viewer/worker/output-summary");
    return summarySource(this.#source);
  }

  async #verdict(request: SummaryRequest) {
    const summarySource = await this.#summarySource();
    if (request.what === "summary") return await summarySource.summary(new AbortController().signal);
    const { status, requestId, body } = request;
    const headers = new Headers(requestId === null ? [] : [["request-id", requestId]]);
    return await summarySource.failure(new Response(body, { status, headers }));
  }
}
