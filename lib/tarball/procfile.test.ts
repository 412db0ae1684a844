import { expect, test } from "vitest";
import { readProcfile } from "./procfile";

test("a Procfile names process types and their commands, in its order", () => {
  const text =
    "# what runs\r\nweb: node server.js --port $PORT  \r\nmy-worker_2:   sh -c 'a: b'\n\nrelease: x\nweb: y\n";
  expect(readProcfile(text)).toEqual([
    { name: "web", command: "y" },
    { name: "my-worker_2", command: "sh -c 'a: b'" },
    { name: "release", command: "x" },
  ]);
});

test("ignores lines that are not `type: command`", () => {
  expect(readProcfile("web\nweb:\n: x\n  web: indented\nwe b: x\n")).toEqual([]);
});
