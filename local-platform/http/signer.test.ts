import fc from "fast-check";
import { expect, test } from "vitest";
import { createSigner } from "./signer";

const now = new Date("2026-11-21T04:12:00Z");
const signer = createSigner("secret");
const signed = (method: "GET" | "PUT", path: string, more?: Record<string, string>) =>
  new URL(`http://127.0.0.1:3002${path}${signer.sign(method, path, now, 3_600_000, more)}`);

test("a signed URL is valid until it expires", () => {
  const url = signed("PUT", "/sources/1");
  expect(signer.verify("PUT", url, new Date("2026-11-21T05:11:59Z"))).toBe("valid");
  expect(signer.verify("PUT", url, new Date("2026-11-21T05:12:00Z"))).toBe("expired");
  expect(url.searchParams.get("X-Amz-Expires")).toBe("3600");
});

test("another method, path or secret does not pass", () => {
  const url = signed("GET", "/sources/1");
  expect(signer.verify("PUT", url, now)).toBe("wrong signature");
  expect(signer.verify("GET", new URL(url.href.replace("/sources/1", "/sources/2")), now)).toBe(
    "wrong signature",
  );
  expect(createSigner("other").verify("GET", url, now)).toBe("wrong signature");
});

test("changing any part of the query breaks it", () => {
  const names = [...signed("GET", "/x", { lines: "100" }).searchParams.keys()];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ minLength: 1 }), (name, text) => {
      const url = signed("GET", "/x", { lines: "100" });
      fc.pre(url.searchParams.get(name) !== text);
      url.searchParams.set(name, text);
      expect(signer.verify("GET", url, now)).toBe("wrong signature");
    }),
  );
});
