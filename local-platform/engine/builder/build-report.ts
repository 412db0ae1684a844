import { capOutput } from "@/local-platform/engine/output/cap-output";

/** Ends a build: what happened and what to do next. Each line is prefixed with ` !` in the output. */
export class BuildFailure extends Error {
  readonly lines: string[];
  readonly exitCode: number;

  constructor(lines: string[], exitCode = 1) {
    super(lines[0] ?? "The build failed.");
    this.name = "BuildFailure";
    this.lines = lines;
    this.exitCode = exitCode;
  }
}

/** Writes a build's output in Heroku's style. Each method resolves when its bytes are stored. */
export type BuildReport = {
  /** `-----> text` */
  heading(text: string): Promise<void>;
  /** Seven spaces, then the text; the text can have several lines. */
  detail(text: string): Promise<void>;
  /** ` !     text` for each line. */
  warn(...lines: string[]): Promise<void>;
  /** Output of a command, indented but otherwise unchanged (colors, carriage returns). */
  command(chunk: Uint8Array): Promise<void>;
};

const newline = 0x0a;
const carriageReturn = 0x0d;
const indent = Buffer.from("       ");

/**
 * @param append stores bytes at the end of the output
 * @param commandBytes maximum output of commands; the platform's own lines do not count
 */
export function createBuildReport(
  append: (data: string | Uint8Array) => Promise<void>,
  commandBytes: number,
): BuildReport {
  /** True if the last line has ended; and true if the next byte starts or overwrites a line. */
  let lineEnded = true;
  let startsAnew = true;

  function write(text: string): Promise<void> {
    const whole = lineEnded ? text : `\n${text}`;
    lineEnded = startsAnew = true;
    return append(whole);
  }

  const warn = (...lines: string[]) => write(lines.map((line) => ` !     ${line}\n`).join(""));

  return {
    heading: (text) => write(`-----> ${text}\n`),
    detail: (text) => write(text.replace(/^/gm, "       ").concat("\n")),
    warn,
    command: capOutput(commandBytes, indented, warn),
  };

  function indented(chunk: Uint8Array): Promise<void> {
    const parts: Uint8Array[] = [];
    let from = 0;
    while (from < chunk.byteLength) {
      // Empty lines get no indent. Text after a lone carriage return gets one, so that it overwrites the line in place.
      if (startsAnew && chunk[from] !== newline) parts.push(indent);
      const ends = [newline, carriageReturn].map((byte) => chunk.indexOf(byte, from)).filter((at) => at >= 0);
      const to = ends.length === 0 ? chunk.byteLength : Math.min(...ends) + 1;
      parts.push(chunk.subarray(from, to));
      startsAnew = ends.length > 0;
      lineEnded = chunk[to - 1] === newline;
      from = to;
    }
    return append(Buffer.concat(parts));
  }
}
