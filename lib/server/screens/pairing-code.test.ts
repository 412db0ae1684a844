import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, formatCode, hashOfCode, parseCode } from "./pairing-code";

const issued = "2026-11-21T12:00:00.000Z";

describe("a pairing code", () => {
  test("has eight unambiguous characters, which parseCode accepts in any spelling", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (secret, device) => {
        const code = codeOf(`s${secret}`, device, issued);
        expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
        expect(parseCode(formatCode(code))).toBe(code);
        expect(parseCode(` ${formatCode(code).toLowerCase().replace("-", "  ")} `)).toBe(code);
      }),
    );
  });

  test("depends on the device, the time and the secret", () => {
    const codes = [
      codeOf("secret", "device", issued),
      codeOf("secret", "other", issued),
      codeOf("other", "device", issued),
      codeOf("secret", "device", "2026-11-21T12:10:00.000Z"),
    ];
    expect(new Set(codes).size).toBe(4);
  });

  test.each(["", "ABCD", "ABCD-EFG0", "ABCD-EFGO", "ABCD-EFG1", "ABCD-EFGI", "ABCD-EFGH-J", "ÄBCD-EFGH"])(
    "is not %j",
    (text) => {
      expect(parseCode(text)).toBeNull();
    },
  );

  test("is stored as a hash that depends on the secret", () => {
    expect(hashOfCode("secret", "ABCDEFGH")).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOfCode("other", "ABCDEFGH")).not.toBe(hashOfCode("secret", "ABCDEFGH"));
  });
});
