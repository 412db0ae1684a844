import { expect, test } from "vitest";
import { lineOf } from "./log";

test("lineOf returns one line with the fields", () => {
  const json = JSON.stringify({ level: 40, time: "2026-11-21T04:50:13.509Z", msg: "Refused", status: 403 });
  expect(lineOf(json)).toBe("04:50:13 warn Refused status=403\n");
});

test("lineOf replaces control characters", () => {
  const msg = "x\u001b]0;owned\u0007\n04:50:14 signed in";
  const err = "Error: a\n    at b\u001b[2J";
  const line = lineOf(JSON.stringify({ level: 30, time: "2026-11-21T04:50:13.509Z", msg, err }));
  expect(line).toBe(
    "04:50:13 x\ufffd]0;owned\ufffd\ufffd04:50:14 signed in err=Error: a\n      at b\ufffd[2J\n",
  );
});
