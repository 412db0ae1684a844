import { describe, expect, test } from "vitest";
import { SlipwayError } from "./slipway-error";

class Busy extends SlipwayError {}

describe("SlipwayError", () => {
  test("instanceof is true for an error made by another bundle", () => {
    const foreign = Object.assign(new Error("gone"), { name: "SlipwayError" });
    expect(foreign instanceof SlipwayError).toBe(true);
    expect(new Error("gone") instanceof SlipwayError).toBe(false);
  });

  test("instanceof a subclass is false for other errors", () => {
    expect(new SlipwayError("conflict") instanceof Busy).toBe(false);
    expect(new Busy("conflict") instanceof Busy).toBe(true);
    expect(new Busy("conflict") instanceof SlipwayError).toBe(true);
  });
});
