import type { ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { Quote } from "@/lib/log-viewer/engine/reason/failure-excerpt";
import type { Reason } from "@/lib/log-viewer/engine/reason/reason-scan";
import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { Section } from "@/lib/log-viewer/engine/sections";
import type { OutputSummary } from "@/lib/schemas/output";
import type { OutputState } from "./output-stream";

/** A failure in the worker; the page keeps its text under `ref`. */
export type FailureRef = { status: number; ref: number };

/** A section and the arrival of its heading in ms since 1970; null if unknown. */
export type SectionFact = Section & { at: number | null };

/** Messages to the worker. Lines count from 0. Both sides are from the same build, so there is no schema. */
export type ToWorker =
  /** `path`: of the bytes, without the offset. `name`: of the local copy. */
  | { kind: "start"; path: string; name: string; since: number | null; now: number }
  | { kind: "pause" }
  | { kind: "summary-response"; id: number; summary: OutputSummary | null; failure: FailureRef | null }
  | { kind: "lines"; lines: number[] }
  /** The last report has been rendered. */
  | { kind: "rendered" }
  /** Requests the last lines with every report while following; 0 stops it. */
  | { kind: "tail"; lines: number }
  /** Requests another part of a long line. */
  | { kind: "part"; line: number; side: "before" | "after" }
  | LateMessage;

/** Requests other than showing lines. */
export type LateMessage =
  /** `context`: lines around each match that a filter shows; null without a filter. */
  | { kind: "find"; searchId: number; query: Query | null; context: number | null }
  /** The port of the worker that runs patterns. */
  | { kind: "regexp"; port: MessagePort }
  /** Goes to the match after (1) or before (-1) number `current`; if it is -1, from `line` on. */
  | { kind: "step"; by: 1 | -1; current: number; line: number }
  | { kind: "text"; id: number; from: number; to: number; colors: boolean }
  /** Requests the whole output as a file, without colors. */
  | { kind: "file" }
  | { kind: "reason" };

/** Requests to the page, which has the session and the schemas. */
export type PageRequest =
  | { what: "summary" }
  | { what: "failure"; status: number; requestId: string | null; body: string };

/** Messages from the worker. */
export type FromWorker =
  | {
      kind: "progress";
      count: number;
      ended: number;
      bytes: number;
      lastBytesAt: number;
      /** The sections that have started since the last report. */
      sections: SectionFact[];
      tail: ShownLine[];
      /** The first reported line that has changed, or infinity. */
      changed: number;
      /** The search whose matches are marked in the lines; 0 before the first. */
      searchId: number;
    }
  | { kind: "state"; state: OutputState<FailureRef> }
  /** `same`: true if the bytes have the server's SHA-256. */
  | { kind: "checked"; same: boolean }
  | { kind: "summary-request"; id: number; request: PageRequest }
  | { kind: "lines"; lines: ShownLine[]; searchId: number }
  | { kind: "found"; searchId: number; found: Found }
  | { kind: "match"; match: FoundMatch | null }
  | { kind: "text"; id: number; text: string }
  | { kind: "file"; file: Blob }
  | { kind: "reason"; quote: Quote | null; reason: Reason | null };

export type Found = {
  count: number;
  /** True if all available lines have been searched. */
  done: boolean;
  /** An invalid pattern, or one that takes too long. */
  problem: "invalid" | "slow" | null;
  /** The indexes of those of 400 parts of the output that have matches. */
  density: number[];
  /** Lines that a filter shows, in addition to those sent before; null without a filter. */
  shown: Float64Array<ArrayBuffer> | null;
  /** True if the lines sent before no longer count. */
  reset: boolean;
};

/** A match: its number, its line, and its index among the line's marks. All from 0. */
export type FoundMatch = { index: number; line: number; nth: number };
