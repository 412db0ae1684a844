import { ApiFailure } from "@/lib/client/api";

/** What a failed panel tells of an error: its sentence, the request id when there is one, and when it was. */
export function describeFailure(error: unknown): { message: string; requestId: string | null; at: string } {
  if (error instanceof ApiFailure) {
    const requestId = error.requestId === "none" ? null : error.requestId;
    return { message: error.message, requestId, at: error.at.toISOString() };
  }
  return {
    message: "The answer was not in the expected form. Reload the page; Slipway may have been updated.",
    requestId: null,
    at: new Date().toISOString(),
  };
}
