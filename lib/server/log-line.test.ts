import { expect, it } from "vitest";
import { lineOf } from "./log-line";

it("is one short line with the facts", () => {
  const json = JSON.stringify({ level: 40, time: "2026-11-21T04:50:13.509Z", msg: "Refused", status: 403 });
  expect(lineOf(json)).toBe("04:50:13 warn Refused status=403\n");
});
