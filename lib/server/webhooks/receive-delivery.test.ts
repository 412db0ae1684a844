import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSigned } from "./receive-delivery";

const sign = (raw: Uint8Array, secret: string) => createHmac("sha256", secret).update(raw).digest("base64");

describe("the signature of a delivery", () => {
  test("matches only the signed bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.nat(),
        (raw, secret, at) => {
          const header = sign(raw, secret);
          expect(isSigned(raw, header, secret)).toBe(true);
          expect(isSigned(raw, header, `${secret}x`)).toBe(false);
          const changed = raw.map((byte, index) => (index === at % raw.length ? byte ^ 1 : byte));
          expect(isSigned(changed, header, secret)).toBe(false);
        },
      ),
    );
  });

  test("matches the second test case of RFC 4231", () => {
    const raw = Buffer.from("what do ya want for nothing?");
    expect(isSigned(raw, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=", "Jefe")).toBe(true);
  });

  const good = sign(Buffer.from("body"), "key");

  test.each([
    ["none", null],
    ["an empty one", ""],
    ["in hexadecimal digits", Buffer.from(good, "base64").toString("hex")],
    ["cut short", good.slice(0, 40)],
    ["with something behind it", `${good} `],
    ["without its padding", good.slice(0, 43)],
    ["as long, of other letters", `${"-".repeat(43)}=`],
  ])("does not match when it is %s", (_what, header) => {
    expect(isSigned(Buffer.from("body"), good, "key")).toBe(true);
    expect(isSigned(Buffer.from("body"), header, "key")).toBe(false);
  });
});
