import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { classify, cleanLine, FAMILIES } from "./classify";
import { MAYBE, ReasonScan, reasonOf } from "./reason-scan";

const FOLDER = "test/fixtures/failed-outputs";
const outputs = z
  .array(z.object({ file: z.string(), want: z.string() }))
  .parse(JSON.parse(readFileSync(`${FOLDER}/index.json`, "utf8")));

const red = (text: string) => `\u001b[31m${text}\u001b[0m`;
const reasonIn = (...lines: string[]) => reasonOf(lines.join("\n"));

describe("the outputs of failed builds", () => {
  test.each(outputs)("$file", ({ file, want }) => {
    const output = readFileSync(`${FOLDER}/${file}`, "utf8");
    const reason = reasonOf(output);
    expect(reason?.text).toMatch(new RegExp(want));
    const line = output.split("\n")[(reason?.line ?? 0) - 1] ?? "";
    expect(line.trim()).toContain(reason?.text);
  });

  test.each(outputs)(
    "$file has the same reason when relayed by git push with Windows line ends",
    ({ file }) => {
      const output = readFileSync(`${FOLDER}/${file}`, "utf8");
      const relayed = output.replace(/^/gm, "remote: ").replaceAll("\n", "\r\n");
      expect(reasonOf(relayed)?.line).toBe(reasonOf(output)?.line);
    },
  );
});

describe("the patterns", () => {
  const patterns = Object.entries(FAMILIES).flatMap(([family, each]) =>
    each.flatMap(({ kind, test: pattern, samples }) =>
      samples.map((sample) => ({ family, kind, pattern, sample })),
    ),
  );

  test.each(patterns)("of $family classify $sample as $kind", ({ kind, pattern, sample }) => {
    expect(cleanLine(`       ${sample}`).text).toMatch(pattern);
    expect(classify(cleanLine(sample).text)?.kind).toBe(kind);
  });

  test.each(patterns.filter(({ kind }) => kind !== "noise"))("the filter accepts $sample", ({ sample }) => {
    MAYBE.lastIndex = 0;
    expect(`       ${sample}`).toMatch(MAYBE);
  });
});

describe("a reason", () => {
  test("is the compiler's error, not the reports of npm and the builder", () => {
    expect(
      reasonIn(
        "       npm warn deprecated inflight@1.0.6: this leaks memory, an error",
        "       src/error-page.ts compiled",
        `       src/invoice.ts(118,23): ${red("error TS2345")}: Argument of type 'string | undefined'`,
        "       src/invoice.ts(131,9): error TS2322: Type 'undefined' is not assignable to type 'Date'.",
        "       Found 2 errors in the same file, starting at: src/invoice.ts:118",
        "       npm error Lifecycle script `build:server` failed with error:",
        "       npm error code 2",
        "-----> Build failed",
        " !     We cannot finish this build.",
        " !     Push rejected, failed to compile Node.js app.",
      ),
    ).toEqual({
      line: 3,
      text: "src/invoice.ts(118,23): error TS2345: Argument of type 'string | undefined'",
      count: 2,
    });
  });

  test("is not a line erased by a carriage return", () => {
    expect(
      reasonIn(
        "ERROR: port 1 not ready, stop\rok: port 1 ready               ",
        "TypeError: berth is not a function",
      ),
    ).toMatchObject({ line: 2 });
  });

  test("is not an error of an earlier section", () => {
    expect(
      reasonIn(
        "-----> Installing",
        "Error: not found: make",
        "-----> Build",
        "error: no entry",
        "-----> Build failed",
      ),
    ).toMatchObject({ line: 4, count: 1 });
  });

  test("is the last line above a generic refusal", () => {
    expect(
      reasonIn(
        "-----> Build",
        "       ship 7 has sunk",
        " !     Error: Unable to install dependencies using Docks.",
      ),
    ).toMatchObject({ line: 2, text: "ship 7 has sunk" });
  });

  test("is the builder's refusal, not its warnings, if there is no other error", () => {
    expect(
      reasonIn(
        " !     Warning: engines.node is not set",
        "",
        " !     No default language could be detected for this app.",
        " !     Push rejected, failed to compile",
      ),
    ).toMatchObject({ line: 3, count: 1 });
  });

  test("is the message of the last traceback in a chain", () => {
    const frame = ['  File "a.py", line 1, in <module>', "    main()"];
    expect(
      reasonIn(
        "Traceback (most recent call last):",
        ...frame,
        "KeyError: 'x'",
        "",
        "During handling of the above exception, another exception occurred:",
        "",
        "Traceback (most recent call last):",
        ...frame,
        "app.errors.Unconfigured: set x",
      ),
    ).toMatchObject({ line: 11, text: "app.errors.Unconfigured: set x" });
  });

  test("counts consecutive npm lines once", () => {
    expect(
      reasonIn(
        "npm ERR! code E404",
        "npm ERR! 404 Not Found - GET left-pad",
        "npm ERR! 404",
        "npm ERR! 404 left-pad is not there",
      ),
    ).toMatchObject({ line: 2, count: 1 });
  });

  test("is a header without a message", () => {
    expect(reasonIn("fine", "Failed to compile.")).toMatchObject({ line: 2 });
  });

  test.each([
    "       added 412 packages, 0 errors",
    "       Errors: 0, Warnings: 3",
    "       dist/assets/error-boundary.js   12 kB",
    "       npm warn deprecated error@1.0.0",
    "       running: node --trace-errors server.js",
    "       found 0 vulnerabilities",
    "       ├── error-ex@1.3.2",
  ])("is never %j", (line) => {
    expect(reasonIn(line)).toBe(null);
  });
});

test.each(["A", " ", "error", "1 error ", "see ", "error.", "[vite error", "\\", "a:", "task failed "])(
  "classifies a long line of %j in linear time",
  (part) => {
    const line = `${part.repeat(400_000 / part.length)} error failed `;
    const begun = performance.now();
    const found = reasonIn(line, `+ ${line}`, ` !     ${line}`);
    expect(performance.now() - begun).toBeLessThan(400);
    expect(found?.text.length ?? 0).toBeLessThanOrEqual(2_000);
  },
);

test("is the same for any chunks of lines", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...outputs),
      fc.nat({ max: 30 }),
      fc.nat({ max: 30 }),
      ({ file }, first, second) => {
        const lines = readFileSync(`${FOLDER}/${file}`, "utf8").split("\n");
        const cuts = [0, Math.min(first, second), Math.max(first, second), lines.length];
        const scan = new ReasonScan();
        cuts.slice(1).forEach((cut, index) => {
          const piece = lines.slice(cuts[index], cut);
          if (piece.length > 0) scan.read(piece.join("\n"), (cuts[index] ?? 0) + 1);
        });
        expect(scan.reason).toEqual(reasonOf(lines.join("\n")));
      },
    ),
  );
});
