import type { ApiFailure } from "@/lib/client/api";
import type { FailureRef, JudgeRequest, ToWorker } from "@/lib/log-viewer/worker/messages";
import type { OutputJudge, OutputSource } from "@/lib/log-viewer/worker/output-stream";

/** Judges for the worker, and keeps the words of failures, of which the worker has numbers only. */
export class PageJudge {
  readonly #source: OutputSource;
  readonly #send: (message: ToWorker) => void;
  readonly #failures: ApiFailure[] = [];

  constructor(source: OutputSource, send: (message: ToWorker) => void) {
    this.#source = source;
    this.#send = send;
  }

  async failureOf({ ref }: FailureRef): Promise<ApiFailure> {
    return this.#failures[ref] ?? (await this.#judge()).broken();
  }

  async judge(turn: number, request: JudgeRequest): Promise<void> {
    const verdict = await this.#verdict(request).catch(() => null);
    if (verdict === null) this.#send({ kind: "judged", turn, summary: null, failure: null });
    else if ("status" in verdict) {
      const ref = this.#failures.push(verdict) - 1;
      this.#send({ kind: "judged", turn, summary: null, failure: { status: verdict.status, ref } });
    } else this.#send({ kind: "judged", turn, summary: verdict, failure: null });
  }

  /** Schemas are needed at the end only: they are loaded then. */
  async #judge(): Promise<OutputJudge<ApiFailure>> {
    const { outputJudge } = await import("@/lib/log-viewer/worker/output-summary");
    return outputJudge(this.#source);
  }

  async #verdict(request: JudgeRequest) {
    const judge = await this.#judge();
    if (request.what === "summary") return await judge.summary(new AbortController().signal);
    const { status, requestId, body } = request;
    const headers = new Headers(requestId === null ? [] : [["request-id", requestId]]);
    return await judge.failure(new Response(body, { status, headers }));
  }
}
