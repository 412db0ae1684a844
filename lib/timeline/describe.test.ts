import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { causeOf } from "./describe";
import { causeText } from "./describe-release";

describe("the cause of a release is read from its description", () => {
  test.each([
    ["Deploy cb6999d1", { kind: "deploy", commit: "cb6999d1" }, null],
    ["Deploy v1.3.0", { kind: "deploy", commit: "v1.3.0" }, null],
    ["Deployed web (abcdef012345)", { kind: "deploy", commit: null }, null],
    ["Retry of v43: Deploy cb6999d1", { kind: "retry", version: 43 }, "retry of v43"],
    ["Rollback to v41", { kind: "rollback", version: 41, codeOnly: false }, "rolled back to v41"],
    ["Code of v41", { kind: "rollback", version: 41, codeOnly: true }, "rolled back to v41, code only"],
    [
      "Promote example-app v12 cb6999d1",
      { kind: "promotion", app: "example-app", version: 12, commit: "cb6999d1" },
      "promoted from example-app",
    ],
    ["Set A, B config vars", { kind: "config", verb: "set", names: ["A", "B"] }, "set A, B"],
    ["Set A config var", { kind: "config", verb: "set", names: ["A"] }, "set A"],
    ["Unset A config vars", { kind: "config", verb: "unset", names: ["A"] }, "unset A"],
    ["Remove A config vars", { kind: "config", verb: "unset", names: ["A"] }, "unset A"],
    [
      "Set A, B, C, D, E config vars",
      { kind: "config", verb: "set", names: ["A", "B", "C", "D", "E"] },
      "set A, B and 3 more",
    ],
    [
      "Attach DATABASE (@ref:postgresql-1)",
      { kind: "addon", text: "Attach DATABASE (@ref:postgresql-1)" },
      "attach DATABASE (@ref:postgresql-1)",
    ],
    ["Initial release", { kind: "initial" }, "initial release"],
    ["Enable Logplex", { kind: "other", text: "Enable Logplex" }, "Enable Logplex"],
    [null, { kind: "other", text: "" }, null],
  ])("%s", (description, cause, phrase) => {
    expect(causeOf(description)).toEqual(cause);
    expect(causeText(causeOf(description))).toBe(phrase);
  });

  test("any text is parsed without an error, and an unknown one is kept verbatim", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cause = causeOf(text);
        if (cause.kind === "other") expect(cause.text).toBe(text.trim());
      }),
    );
  });
});
