import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveKey, open, seal } from "./crypto";

const NEW = "n".repeat(32);
const OLD = "o".repeat(32);

test("open returns any text that was sealed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, context) => {
      expect(open(seal(text, NEW, context), [NEW], context)).toEqual({ text, stale: false });
    }),
    { numRuns: 50 },
  );
});

test("seal returns a different value each time, without the text", () => {
  const [one, two] = [seal("HRKU-token", NEW, "g"), seal("HRKU-token", NEW, "g")];
  expect(one).not.toBe(two);
  expect(one).not.toContain("HRKU");
});

test("open reports a value of the previous secret as stale", () => {
  expect(open(seal("text", OLD, "g"), [NEW, OLD], "g")).toEqual({ text: "text", stale: true });
});

test("open rejects another secret, another context, a changed byte and a shortened tag", () => {
  const sealed = seal("text", NEW, "grant-1");
  expect(() => open(sealed, [OLD], "grant-1")).toThrow(/SECRET_PREVIOUS/);
  expect(() => open(sealed, [NEW], "grant-2")).toThrow();
  const [version, nonce, body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  expect(() => open([version, nonce, bytes.toString("base64url")].join("."), [NEW], "grant-1")).toThrow();
  expect(() => open(sealed.slice(0, -8), [NEW], "grant-1")).toThrow();
  expect(() => open("text", [NEW], "grant-1")).toThrow(/not sealed/);
});

test("deriveKey returns a different key for each purpose", () => {
  expect(deriveKey(NEW, "grants")).not.toEqual(deriveKey(NEW, "next-auth"));
});
