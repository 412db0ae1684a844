/**
 * What a line of a failed output says about the failure:
 * - `cause`: names the fault itself (a compiler's message with its place, a named limit, a failed test);
 * - `error`: an error message of unknown weight (`TypeError: …`, `Error: …`);
 * - `header`: announces the message, which is the next line that says anything;
 * - `traceback`: a header whose message is the next line that is indented no deeper;
 * - `wrapper`: reports that something else failed (npm's exit code, `Command failed`);
 * - `noise`: mentions an error that did not stop anything;
 * - `recovered`: proves that the errors before it in the same section were overcome;
 * - `retracts`: the error before it is replaced by the one that follows.
 */
export type LineKind =
  | "cause"
  | "error"
  | "header"
  | "traceback"
  | "wrapper"
  | "noise"
  | "recovered"
  | "retracts";

/** `cascades`: the same message in an earlier section is the origin of the later one. */
export type Pattern = {
  kind: LineKind;
  test: RegExp;
  /** Lines that the pattern is for; each is a test. */
  samples: readonly string[];
  cascades?: true;
};

/** The patterns of one toolchain. The first pattern that matches a line classifies it. */
export type Family = readonly Pattern[];
