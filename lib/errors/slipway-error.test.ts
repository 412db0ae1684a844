import { expect, it } from "vitest";
import { SlipwayError } from "./slipway-error";

it("is known although it was made by another bundle's class", () => {
  const foreign = Object.assign(new Error("There is no such thing here."), {
    name: "SlipwayError",
    id: "not_found",
  });
  expect(foreign instanceof SlipwayError).toBe(true);
  expect(new SlipwayError("not_found") instanceof SlipwayError).toBe(true);
  expect(new TypeError("x") instanceof SlipwayError).toBe(false);
  expect({ name: "SlipwayError" } instanceof SlipwayError).toBe(false);
});
