import { capOutput } from "@/local-platform/engine/output/cap-output";

/** Writes a build's output in Heroku's style. Everything resolves once it is stored. */
export type BuildReport = {
  /** `-----> text` */
  heading(text: string): Promise<void>;
  /** Seven spaces, then the text; one call may hold several lines. */
  detail(text: string): Promise<void>;
  /** ` !     text` for each line. */
  warn(...lines: string[]): Promise<void>;
  /** What a command printed, indented, otherwise byte for byte (colours, carriage returns). */
  command(chunk: Uint8Array): Promise<void>;
};

const newline = 0x0a;
const carriageReturn = 0x0d;
const indent = Buffer.from("       ");

/**
 * @param append stores bytes at the end of the output
 * @param commandBytes how much commands may print; the platform's own lines always fit
 */
export function createBuildReport(
  append: (data: string | Uint8Array) => Promise<void>,
  commandBytes: number,
): BuildReport {
  /** Whether the last line is ended, and whether the next byte begins a line or overwrites one. */
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
      // An empty line stays empty; what overwrites a line after a lone carriage return stands where that stood.
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
