import { describe, expect, test } from "vitest";
import { logLine } from "./crash-log";

describe("logLine", () => {
  test.each([
    ["2026-11-21T06:09:12.437000+00:00 app[web.1]: ready", "06:09:12 ready"],
    ["2026-11-21T06:09:12.437000+00:00 app[web.1]: \u001b[32mok\u001b[0m", "06:09:12 ok"],
    ["2026-11-21T06:09:12.437000+00:00 app[web.1]:     at web.js:12", "06:09:12     at web.js:12"],
    [
      "2026-11-21T06:09:12.084000+00:00 heroku[web.1]: Process exited with status 1",
      "06:09:12 heroku: Process exited with status 1",
    ],
    ["no time before \u001b[31mthis\u001b[0m", "no time before this"],
    ["2026-99-99T06 app[web.1]: ready", "2026-99-99T06 app[web.1]: ready"],
  ])("formats %j as %j", (line, read) => {
    expect(logLine(line, "utc")).toBe(read);
  });
});
