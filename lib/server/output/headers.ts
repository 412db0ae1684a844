import type { OutputEnd } from "./follow-until-final";

/** Returns the headers of every response with output bytes. `output-state`: `live` if more bytes follow. */
export function outputHeaders(
  state: OutputEnd | "live",
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    "output-state": state,
    ...more,
  };
}
