import { ApiFailure, failureOf } from "@/lib/client/api";
import type { OutputJudge, OutputSource } from "@/lib/client/output";
import { outputJudge } from "@/lib/client/output-judge";
import type { FailureRef, JudgeRequest, ToWorker } from "./worker-messages";

/** Judges for the worker, and keeps the words of failures, of which the worker has numbers only. */
export class PageJudge {
  readonly #judge: OutputJudge<ApiFailure>;
  readonly #send: (message: ToWorker) => void;
  readonly #failures: ApiFailure[] = [];

  constructor(source: OutputSource, send: (message: ToWorker) => void) {
    this.#judge = outputJudge(source);
    this.#send = send;
  }

  failureOf({ ref }: FailureRef): ApiFailure {
    return this.#failures[ref] ?? this.#judge.broken();
  }

  async judge(turn: number, request: JudgeRequest): Promise<void> {
    const verdict =
      request.what === "summary"
        ? await this.#judge.summary(new AbortController().signal)
        : await failureOf(
            new Response(request.body, {
              status: request.status,
              headers: request.requestId === null ? {} : { "request-id": request.requestId },
            }),
          );
    if (verdict instanceof ApiFailure) {
      const ref = this.#failures.push(verdict) - 1;
      this.#send({ kind: "judged", turn, summary: null, failure: { status: verdict.status, ref } });
    } else this.#send({ kind: "judged", turn, summary: verdict, failure: null });
  }
}
