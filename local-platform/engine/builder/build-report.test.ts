import { expect, test } from "vitest";
import { createBuildReport } from "./build-report";

test.each([
  ["lines", ["one\ntwo\n"], "       one\n       two\n"],
  ["a line in two pieces", ["on", "e\n"], "       one\n"],
  ["empty lines", ["one\n\ntwo\n"], "       one\n\n       two\n"],
  [
    "a progress bar that overwrites itself",
    ["1 %\r", "2 %\r100 %\n"],
    "       1 %\r       2 %\r       100 %\n",
  ],
  ["CRLF, also cut in two", ["one\r\n", "two\r", "\nthree\n"], "       one\r\n       two\r\n       three\n"],
])("indents %s", async (_name, pieces, expected) => {
  expect(await reported(pieces)).toBe(expected);
});

test("begins a heading on a line of its own, also after a carriage return", async () => {
  expect(await reported(["50 %\r"], "Pruning")).toBe("       50 %\r\n-----> Pruning\n");
});

async function reported(pieces: string[], heading?: string): Promise<string> {
  let output = "";
  const report = createBuildReport(async (data) => {
    output += Buffer.from(data).toString();
  }, 1_000);
  for (const piece of pieces) await report.command(Buffer.from(piece));
  if (heading) await report.heading(heading);
  return output;
}
