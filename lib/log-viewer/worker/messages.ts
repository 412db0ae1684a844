import type { DrawnLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { Quote } from "@/lib/log-viewer/engine/reason/quote-reason";
import type { Reason } from "@/lib/log-viewer/engine/reason/reason-scan";
import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { Section } from "@/lib/log-viewer/engine/sections/sections";
import type { OutputSummary } from "@/lib/schemas/output";
import type { OutputState } from "./output-stream";

/** A failure as the worker knows it: the page keeps the words under `ref`. */
export type FailureRef = { status: number; ref: number };

/** A section and when its heading arrived, ms since the epoch; null when nobody saw it come. */
export type SectionFact = Section & { at: number | null };

/** What the page requests of the worker. Lines count from 0. Sent and read by the same build: no schema in between. */
export type ToWorker =
  /** `path`: of the bytes, to which their offset is added. `name`: of the local copy. */
  | { kind: "start"; path: string; name: string; since: number | null; now: number }
  | { kind: "pause" }
  | { kind: "summary-response"; turn: number; summary: OutputSummary | null; failure: FailureRef | null }
  | { kind: "lines"; lines: number[] }
  /** What was told has been drawn. */
  | { kind: "drawn" }
  /** While following so many of the last lines come with every report; 0 when not. */
  | { kind: "tail"; lines: number }
  /** Another part of a very long line. */
  | { kind: "part"; line: number; side: "before" | "after" }
  | LaterMessage;

/** What is asked beyond showing lines. */
export type LaterMessage =
  /** `context`: lines around each match that a filter shows; null without a filter. */
  | { kind: "find"; turn: number; query: Query | null; context: number | null }
  /** The way to the worker that runs expressions. */
  | { kind: "regexp"; port: MessagePort }
  /** The match after (1) or before (-1) the one of number `current`; from `line` on when there is none yet. */
  | { kind: "step"; by: 1 | -1; current: number; line: number }
  | { kind: "text"; turn: number; from: number; to: number; colours: boolean }
  /** The whole output as a file, without colours. */
  | { kind: "file" }
  | { kind: "reason" };

/** What is asked of the page, which has the session and the schemas. */
export type SummaryRequest =
  | { what: "summary" }
  | { what: "failure"; status: number; requestId: string | null; body: string };

/** What the worker tells. */
export type FromWorker =
  | {
      kind: "progress";
      count: number;
      ended: number;
      bytes: number;
      lastBytesAt: number;
      /** Those that have begun since they were told last. */
      sections: SectionFact[];
      tail: DrawnLine[];
      /** From this line on lines have changed that had been told; infinite for none. */
      changed: number;
      /** The search whose matches are marked in the lines; 0 before there was one. */
      turn: number;
    }
  | { kind: "state"; state: OutputState<FailureRef> }
  /** Whether the bytes that are here have the SHA-256 that the server told. */
  | { kind: "checked"; same: boolean }
  | { kind: "summary-request"; turn: number; request: SummaryRequest }
  | { kind: "lines"; lines: DrawnLine[]; turn: number }
  | { kind: "found"; turn: number; found: Found }
  | { kind: "match"; match: FoundMatch | null }
  | { kind: "text"; turn: number; text: string }
  | { kind: "file"; file: Blob }
  | { kind: "reason"; quote: Quote | null; reason: Reason | null };

export type Found = {
  count: number;
  /** Whether all lines that there are have been searched. */
  done: boolean;
  /** A pattern that is none, or that takes too long. */
  problem: "invalid" | "slow" | null;
  /** In which of 400 parts of the output matches stand. */
  density: number[];
  /** Lines that a filter shows, in addition to those told before. */
  shown: Float64Array<ArrayBuffer> | null;
  /** Those told before do not count any more. */
  anew: boolean;
};

/** A match: its number, its line, and which of the line's marks it is. All from 0. */
export type FoundMatch = { index: number; line: number; nth: number };
