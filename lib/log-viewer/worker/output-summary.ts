import { ApiFailure, callApi, failureOf } from "@/lib/client/api";
import { api } from "@/lib/paths";
import { OutputSummary } from "@/lib/schemas/output";
import type { OutputSource, SummarySource } from "./output-stream";

/** Requests summaries from our routes. `origin`: of the routes, the page's own by default. */
export function summarySource(source: OutputSource, origin = ""): SummarySource<ApiFailure> {
  const path =
    "build" in source
      ? api.buildOutputSummary(source.app, source.build)
      : api.releaseOutputSummary(source.app, source.release);
  return {
    summary: (signal) => callApi(origin + path, OutputSummary, { signal }).catch(toFailure),
    failure: failureOf,
    broken: () => toFailure(null),
  };
}

/** Converts an error to a failure that can be retried. */
function toFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  return new ApiFailure(0, { id: "unreachable", message: "The connection broke off.", request_id: "none" });
}
