import { expect, it } from "vitest";
import { fullNameOf, initialsOf, whoOf } from "./who";

it.each([
  ["dana.ito@example.com", "Dana", "Dana Ito", "DI"],
  ["ada@example.com", "Ada", "Ada", "A"],
  ["kenji+work@example.com", "Kenji", "Kenji Work", "KW"],
  [null, "someone", "someone", "S"],
])("%s is %s", (email, who, full, initials) => {
  expect(whoOf({ id: "1", email })).toBe(who);
  expect(fullNameOf({ email })).toBe(full);
  expect(initialsOf(full)).toBe(initials);
});

it("prefers the name that the account gives", () => {
  expect(fullNameOf({ email: "x@example.com", name: "Ada Lovelace" })).toBe("Ada Lovelace");
});
