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
const indent = Buffer.from("       ");

/**
 * @param append stores bytes at the end of the output
 * @param commandBytes how much commands may print; the platform's own lines always fit
 */
export function createBuildReport(
  append: (data: string | Uint8Array) => Promise<void>,
  commandBytes: number,
): BuildReport {
  let atLineStart = true;

  function write(text: string): Promise<void> {
    const whole = atLineStart ? text : `\n${text}`;
    atLineStart = true;
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
      const found = chunk.indexOf(newline, from);
      const to = found === -1 ? chunk.byteLength : found + 1;
      // An empty line stays empty.
      if (atLineStart && chunk[from] !== newline) parts.push(indent);
      parts.push(chunk.subarray(from, to));
      atLineStart = found !== -1;
      from = to;
    }
    return append(Buffer.concat(parts));
  }
}
