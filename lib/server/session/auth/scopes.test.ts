import { expect, test } from "vitest";
import { addableScopes } from "./scopes";

test.each([
  ["write-protected", ["write-protected"]],
  ["read, write", ["read", "write"]],
  ["global", []],
  ["Call us at 555 0100 to read on", ["read"]],
  [null, []],
])("from %j addableScopes returns %j", (text, scopes) => {
  expect(addableScopes(text)).toEqual(scopes);
});
