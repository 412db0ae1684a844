import { ApiFailure, callApi, failureOf } from "@/lib/client/api";
import { api } from "@/lib/paths";
import { OutputSummary } from "@/lib/schemas/output";
import type { OutputSource, SummarySource } from "./output-stream";

/** Judges an output by our routes. `origin`: where they are; the page's own unless told. */
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

/** What broke a connection, as a failure that can be tried again. An answer that is not ours comes from between. */
function toFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  return new ApiFailure(0, { id: "unreachable", message: "The connection broke off.", request_id: "none" });
}
