import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ErrorScan, firstError } from "./first-error";

const red = (text: string) => `\u001b[31m${text}\u001b[0m`;

describe("firstError", () => {
  test("prefers the compiler's error to what npm and the builder say of it", () => {
    const lines = [
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
    ];
    expect(firstError(lines)).toEqual({
      line: 3,
      text: "src/invoice.ts(118,23): error TS2345: Argument of type 'string | undefined'",
      count: 2,
    });
  });

  test.each([
    ["Error: Cannot find module 'express'"],
    ["       TypeError: x is not a function"],
    ["       TypeError [ERR_INVALID_ARG_TYPE]: The path must be a string"],
    ["error[E0382]: borrow of moved value"],
    ["src/main.rs:3:5: error: expected expression"],
    ["ERROR in ./src/index.js"],
    ["       fatal: not a git repository"],
    ["Traceback (most recent call last):"],
    ["       sh: 1: vite: not found"],
    ["  12:5  error  'x' is never used  no-unused-vars"],
    ["ERROR: No matching distribution found for flask==99"],
    ["make: *** [all] Error 2"],
  ])("knows %j", (line) => {
    expect(firstError(["start", line, "npm ERR! code 1"])).toMatchObject({ line: 2, count: 1 });
  });

  test("falls back to npm, many lines of one complaint counting once", () => {
    const lines = [
      "npm ERR! code E404",
      "npm ERR! 404 Not Found - left-pad",
      "",
      "npm ERR! A complete log of this run can be found in:",
    ];
    expect(firstError(lines)).toEqual({ line: 1, text: "npm ERR! code E404", count: 1 });
  });

  test("falls back to what the builder says, past its warnings", () => {
    const lines = [
      " !     Warning: engines.node is not set",
      "",
      " !     No default language could be detected for this app.",
      " !     Push rejected, failed to compile",
    ];
    expect(firstError(lines)).toEqual({
      line: 3,
      text: "!     No default language could be detected for this app.",
      count: 1,
    });
  });

  test.each([
    ["       added 412 packages, 0 errors"],
    ["       Errors: 0, Warnings: 3"],
    ["       dist/assets/error-boundary.js   12 kB"],
    ["       npm warn deprecated error@1.0.0"],
    ["       running: node --trace-errors server.js"],
    ["       found 0 vulnerabilities"],
    ["       ├── error-ex@1.3.2"],
  ])("takes no notice of %j", (line) => {
    expect(firstError([line])).toBe(null);
  });
});

test.each(["A", " ", "error", "1 error ", "see ", "error.", "[vite error"])(
  "takes no longer for a long line of %j",
  (part) => {
    const line = `${part.repeat(400_000 / part.length)} error failed `;
    const begun = performance.now();
    const found = firstError([line, `+ ${line}`, ` !     ${line}`]);
    expect(performance.now() - begun).toBeLessThan(400);
    expect(found?.text.length ?? 0).toBeLessThanOrEqual(2_000);
  },
);

test("finds the same in many lines at once as line by line", () => {
  const pieces = fc.constantFrom(
    "Error: no\n",
    "npm ERR! code 1\n",
    " !     refused\n",
    "fine\n",
    "\n",
    "cannot\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat({ max: 30 }), (lines, cut) => {
      const scan = new ErrorScan();
      scan.read(lines.slice(0, cut).join(""), 1);
      if (cut < lines.length) scan.read(lines.slice(cut).join(""), cut + 1);
      expect(scan.first).toEqual(firstError(lines.map((line) => line.trimEnd())));
    }),
  );
});
