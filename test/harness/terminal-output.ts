import fc from "fast-check";

/** Arbitrary output: sequences with a special meaning to terminals, in any order, between any text. */
const awkward = fc.constantFrom(
  "\r",
  "\n",
  "\n",
  "\r\n",
  "\b",
  "\t",
  "\0",
  "\u001b",
  "\u001b[31m",
  "\u001b[1;38;5;208m",
  "\u001b[0m",
  "\u001b[m",
  "\u001b[K",
  "\r\u001b[K",
  "\u001b[2K",
  "\r\u001b[2K",
  "\u001b[1G",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://x",
  "\u009b",
  "é",
  "漢",
  "👩‍💻",
  "✓",
  "e\u0301",
);

export const awkwardOutputs = fc
  .array(fc.oneof(awkward, fc.string({ maxLength: 6 })), { maxLength: 60 })
  .map((parts) => parts.join(""));

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const single = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte));
