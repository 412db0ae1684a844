import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveKey, open, seal } from "./crypto";

const NEW = "n".repeat(32);
const OLD = "o".repeat(32);

test("opens what it sealed, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, context) => {
      expect(open(seal(text, NEW, context), [NEW], context)).toEqual({ text, stale: false });
    }),
    { numRuns: 50 },
  );
});

test("never gives the same text twice, nor the text itself", () => {
  const [one, two] = [seal("HRKU-token", NEW, "g"), seal("HRKU-token", NEW, "g")];
  expect(one).not.toBe(two);
  expect(one).not.toContain("HRKU");
});

test("says that a value of the previous secret is stale", () => {
  expect(open(seal("text", OLD, "g"), [NEW, OLD], "g")).toEqual({ text: "text", stale: true });
});

test("refuses another secret, another row, a changed byte and a shortened tag", () => {
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

test("derives another key for another purpose", () => {
  expect(deriveKey(NEW, "grants")).not.toEqual(deriveKey(NEW, "next-auth"));
});
