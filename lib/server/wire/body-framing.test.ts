import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { framingOf } from "./body-framing";

const bytes = fc.uint8Array({ maxLength: 400 }).map((data) => Buffer.from(data));
const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

/** Feeds bytes to a framing in pieces of the given sizes, repeated. */
function taken(headers: Record<string, string>, wire: Buffer, sizes: number[]) {
  const framing = framingOf(headers);
  const pieces: Buffer[] = [];
  let whole = false;
  for (let from = 0, turn = 0; from < wire.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    whole = framing.take(wire.subarray(from, from + size), (piece) => pieces.push(Buffer.from(piece)));
    from += size;
  }
  return { payload: Buffer.concat(pieces), whole, endsHere: framing.endsHere() };
}

function chunked(parts: Buffer[], trailer = ""): Buffer {
  const chunks = parts
    .filter((part) => part.length > 0)
    .flatMap((part) => [`${part.length.toString(16)};note="x"\r\n`, part, "\r\n"]);
  return Buffer.concat([...chunks, `0\r\n${trailer}\r\n`].map((part) => Buffer.from(part)));
}

describe("a body's framing", () => {
  test("extracts chunks from any segments", () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 5 }), cuts, fc.boolean(), (parts, sizes, trailed) => {
        const wire = chunked(parts, trailed ? "x-sum: 1\r\n" : "");
        const { payload, whole, endsHere } = taken({ "transfer-encoding": "chunked" }, wire, sizes);
        expect([payload.equals(Buffer.concat(parts)), whole, endsHere]).toEqual([true, true, true]);
        const short = taken({ "transfer-encoding": "chunked" }, wire.subarray(0, -1), sizes);
        expect([short.whole, short.endsHere]).toEqual([false, false]);
      }),
    );
  });

  test("ends a body at its content length", () => {
    fc.assert(
      fc.property(bytes, cuts, (payload, sizes) => {
        const headers = { "content-length": String(payload.length) };
        const more = Buffer.concat([payload, Buffer.from("more")]);
        const read = taken(headers, more, sizes);
        expect([read.payload.equals(payload), read.endsHere]).toEqual([true, true]);
        if (payload.length > 0) expect(taken(headers, payload.subarray(1), sizes).endsHere).toBe(false);
      }),
    );
  });

  test("ends a body without length at the end of the connection", () => {
    const { payload, whole, endsHere } = taken({}, Buffer.from("all of it"), [4]);
    expect([payload.toString(), whole, endsHere]).toEqual(["all of it", false, true]);
  });

  test.each(["zz\r\n", "-1\r\n", "\r\n", "5\r\nhello!\r\n", `1${"0".repeat(20_000)}`])(
    "refuses %j",
    (wire) => {
      expect(() => taken({ "transfer-encoding": "chunked" }, Buffer.from(wire), [20_000])).toThrow();
    },
  );

  test("refuses an unsupported transfer coding", () => {
    expect(() => framingOf({ "transfer-encoding": "gzip, chunked" })).toThrow(/gzip/);
  });
});
