import { ApiFailure } from "@/lib/client/api";
import { serverNow } from "@/lib/client/clock";
import * as common from "@/lib/text/common";
import * as pageText from "@/lib/text/page";

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 401;
}

/** Errors that a retry may resolve; their panel has a button for it. */
const TRY_AGAIN = new Set(["upstream_unavailable", "upstream_timeout", "upstream_error", "internal"]);

/** Returns the text of a failed panel: "Heroku answered 503 at 14:03:22." `clock` formats the time of day. */
export function describeUnread(error: unknown, clock: (iso: string) => string): string {
  const { message, at } = describeFailure(error);
  const short = error instanceof ApiFailure && TRY_AGAIN.has(error.id);
  const [first = message] = message.split(/(?<=\.) /, 1);
  return `${(short ? first : message).replace(/\.$/, "")} ${short ? pageText.atTime(clock(at)) : `(${clock(at)})`}.`;
}

/** Returns the message, the request id (null if it has none) and the time of an error. */
export function describeFailure(error: unknown): { message: string; requestId: string | null; at: string } {
  if (error instanceof ApiFailure) {
    const requestId = error.requestId === "none" ? null : error.requestId;
    return { message: error.message, requestId, at: error.at.toISOString() };
  }
  return {
    message: common.unexpectedResponse,
    requestId: null,
    at: new Date(serverNow()).toISOString(),
  };
}
