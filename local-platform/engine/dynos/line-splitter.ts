import { StringDecoder } from "node:string_decoder";

/** Logplex cuts lines at this length. */
const longest = 10_000;

/** Splits chunks of bytes into lines of text. `end` emits a last line without a newline. */
export function createLineSplitter(onLine: (line: string) => void): {
  write(chunk: Uint8Array): void;
  end(): void;
} {
  const decoder = new StringDecoder("utf8");
  let rest = "";

  function take(text: string) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) cut(line.endsWith("\r") ? line.slice(0, -1) : line);
    while (rest.length > longest) {
      onLine(rest.slice(0, longest));
      rest = rest.slice(longest);
    }
  }

  function cut(line: string) {
    for (let from = 0; from === 0 || from < line.length; from += longest)
      onLine(line.slice(from, from + longest));
  }

  return {
    write: (chunk) => take(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    end() {
      take(decoder.end());
      if (rest) onLine(rest);
      rest = "";
    },
  };
}
