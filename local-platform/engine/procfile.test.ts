import { expect, test } from "vitest";
import { parseProcfile } from "@/local-platform/engine/procfile";

test("process types and their commands, whatever the line ends", () => {
  const text = "# comment\r\nweb: node web.js --name=a:b\r\n\r\nworker_2:sleep 1\n bad: x\nno command:\n";
  expect(parseProcfile(text)).toEqual({ web: "node web.js --name=a:b", worker_2: "sleep 1" });
});

test("names are what the API takes", () => {
  expect(parseProcfile(`${"a".repeat(129)}: x\nwéb: x\n`)).toEqual({});
});
