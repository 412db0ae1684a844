import fc from "fast-check";
import { expect, test } from "vitest";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { awkwardOutputs, bytesOf } from "@/test/harness/terminal-output";
import { copyOf } from "./copy-lines";

function storeOf(text: string): LineStore {
  const output = new LineStore();
  output.push(bytesOf(text));
  return output;
}

test("copies lines as rendered, including one of megabytes", () => {
  const long = "ab漢".repeat(300_000);
  const output = storeOf(`one\n\u001b[31mtwo\u001b[0m\n${long}\r\nten%\rall of it\nlast`);
  expect(copyOf(output, 1, 9, false)).toBe(`two\n${long}\nall of it\nlast`);
});

test("a copy with colors renders the same", () => {
  fc.assert(
    fc.property(awkwardOutputs, (text) => {
      const output = storeOf(text);
      fc.pre(output.count > 0);
      const again = storeOf(copyOf(output, 0, output.count - 1, true));
      for (let line = 0; line < again.count; line += 1) {
        expect(again.part(line).runs).toEqual(output.part(line).runs);
      }
    }),
  );
});
