import { expect, test } from "vitest";
import { bodyText } from "./body-text";

/** A request with an endless body and no Content-Length. */
function endless(onPull: () => void): Request {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      onPull();
      controller.enqueue(new Uint8Array(1000));
    },
  });
  return new Request("http://localhost/", { method: "POST", body, ...{ duplex: "half" } });
}

test("bodyText decodes a character that is split between two chunks", async () => {
  const euro = new TextEncoder().encode("a€b");
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(euro.subarray(0, 2));
      controller.enqueue(euro.subarray(2));
      controller.close();
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body, ...{ duplex: "half" } });
  expect(await bodyText(request, { maxBytes: 10, ms: 5_000 })).toBe("a€b");
  expect(
    await bodyText(new Request("http://localhost/", { method: "POST" }), { maxBytes: 10, ms: 5_000 }),
  ).toBe("");
});

test("bodyText stops reading when the body exceeds the limit", async () => {
  let pulls = 0;
  const reading = bodyText(
    endless(() => {
      pulls += 1;
    }),
    { maxBytes: 5_000, ms: 5_000 },
  );
  await expect(reading).rejects.toMatchObject({ id: "too_large" });
  expect(pulls).toBeLessThan(10);
});

test("bodyText does not read a body whose Content-Length exceeds the limit", async () => {
  const request = new Request("http://localhost/", {
    method: "POST",
    headers: { "content-length": "5001" },
    body: "x",
  });
  await expect(bodyText(request, { maxBytes: 5_000, ms: 5_000 })).rejects.toMatchObject({ id: "too_large" });
  expect(request.bodyUsed).toBe(false);
});

test("bodyText cancels a body that stalls", async () => {
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(1)),
    cancel: () => {
      canceled = true;
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body, ...{ duplex: "half" } });
  await expect(bodyText(request, { maxBytes: 10, ms: 20 })).rejects.toMatchObject({
    id: "request_timeout",
    status: 408,
  });
  expect(canceled).toBe(true);
});
