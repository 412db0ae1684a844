import type { OutputEnd } from "./follow-until-final";

/** The head of every answer with output bytes. `output-state` tells one who asks in turns whether more will come. */
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
