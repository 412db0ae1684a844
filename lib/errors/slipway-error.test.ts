import { describe, expect, test } from "vitest";
import { SlipwayError } from "./slipway-error";

class Busy extends SlipwayError {}

describe("an error of ours", () => {
  test("is known by its name, also when another bundle made it", () => {
    const foreign = Object.assign(new Error("gone"), { name: "SlipwayError" });
    expect(foreign instanceof SlipwayError).toBe(true);
    expect(new Error("gone") instanceof SlipwayError).toBe(false);
  });

  test("is not taken for one of its kinds", () => {
    expect(new SlipwayError("conflict") instanceof Busy).toBe(false);
    expect(new Busy("conflict") instanceof Busy).toBe(true);
    expect(new Busy("conflict") instanceof SlipwayError).toBe(true);
  });
});
