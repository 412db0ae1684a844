/**
 * The kind of a line in a failed output:
 * - `cause`: names the fault itself (a compiler error with its place, a named limit, a failed test);
 * - `error`: an error message of unknown rank (`TypeError: …`, `Error: …`);
 * - `header`: announces the message, which is the next line that has one;
 * - `traceback`: a header whose message is the next line that is not indented deeper;
 * - `wrapper`: reports a failure elsewhere (npm's exit code, `Command failed`);
 * - `noise`: mentions an error that stopped nothing;
 * - `recovered`: proves that the earlier errors of its section were overcome;
 * - `retracts`: the next error replaces the previous one.
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

/** `cascades`: the same message in an earlier section is the origin of a later one. */
export type Pattern = {
  kind: LineKind;
  test: RegExp;
  /** Lines that match the pattern; each is a test. */
  samples: readonly string[];
  cascades?: true;
};

/** The patterns of one toolchain. The first pattern that matches a line classifies it. */
export type Family = readonly Pattern[];
