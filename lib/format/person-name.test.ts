import { expect, test } from "vitest";
import { fullNameOf, initialsOf, shortNameOf } from "./person-name";

test.each([
  ["dana.ito@example.com", "Dana", "Dana Ito", "DI"],
  ["ada@example.com", "Ada", "Ada", "A"],
  ["kenji+work@example.com", "Kenji", "Kenji Work", "KW"],
  [null, "someone", "someone", "S"],
])("%s is %s", (email, who, full, initials) => {
  expect(shortNameOf({ id: "1", email })).toBe(who);
  expect(fullNameOf({ email })).toBe(full);
  expect(initialsOf(full)).toBe(initials);
});

test("prefers the name that the account has", () => {
  expect(fullNameOf({ email: "x@example.com", name: "Ada Lovelace" })).toBe("Ada Lovelace");
});
