import { describe, expect, test } from "vitest";
import { failureOf, refusalOf } from "./errors";

type Answer = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  scope?: string;
  ofApp?: boolean;
};

function refusal({
  status,
  body = "",
  headers = {},
  scope = "identity write-protected",
  ofApp = false,
}: Answer) {
  return refusalOf({
    status,
    headers: new Headers(headers),
    body: typeof body === "string" ? body : JSON.stringify(body),
    grantScope: scope,
    ofApp,
  });
}

describe("an error response of upstream", () => {
  test.each([
    [
      { status: 401, body: { id: "unauthorized", message: "Invalid credentials provided." } },
      "unauthorized",
      401,
    ],
    [{ status: 402, body: { id: "delinquent" } }, "delinquent", 402],
    [{ status: 403, body: { id: "two_factor", message: "…" } }, "two_factor", 403],
    [{ status: 403, body: { id: "suspended" } }, "suspended", 403],
    [{ status: 403, body: "<html>" }, "forbidden", 403],
    [{ status: 404, body: { id: "not_found", message: "Couldn't find that app." } }, "app_not_found", 404],
    [{ status: 404, body: { id: "not_found", message: "Couldn't find that build." } }, "not_found", 404],
    [{ status: 404, body: "", ofApp: true }, "app_not_found", 404],
    [
      { status: 422, body: { id: "invalid_params", message: "Name is already taken" } },
      "invalid_params",
      422,
    ],
    [{ status: 422, body: { id: "verification_needed", message: "x" } }, "invalid_params", 422],
    [{ status: 422, body: { id: "not_found", message: "x" } }, "invalid_params", 422],
    [{ status: 429, body: { id: "rate_limit" } }, "rate_limit", 429],
    [{ status: 500, body: "" }, "upstream_unavailable", 503],
    [{ status: 503, body: "<!DOCTYPE html><p>Application error" }, "upstream_unavailable", 503],
    [{ status: 504, body: "" }, "upstream_timeout", 504],
    [{ status: 406, body: { id: "not_acceptable" } }, "upstream_error", 502],
    [{ status: 302, body: "" }, "upstream_error", 502],
  ])("%j is %s", (answer, id, status) => {
    expect(refusal(answer)).toMatchObject({ id, status });
  });

  test("keeps upstream's message, also from the key error, and its request id", () => {
    const taken = refusal({
      status: 422,
      body: { id: "invalid_params", message: "Name is already taken" },
      headers: { "request-id": "ours,theirs" },
    });
    expect(taken.message).toBe("Name is already taken. Correct what the message names.");
    expect(taken.requestId).toBe("ours,theirs");
    const odd = refusal({
      status: 403,
      body: { id: "forbidden", error: "You do not have access to the app x." },
    });
    expect(odd.message).toMatch(/^You do not have access to the app x\. Ask an owner/);
  });

  test("lists the accepted scopes when the grant has none of them", () => {
    const headers = { "oauth-scope-accepted": "global write-protected" };
    const lacking = refusal({ status: 403, body: { id: "forbidden" }, headers, scope: "identity read" });
    expect(lacking).toMatchObject({ id: "missing_scope", scopes: ["write-protected"] });
    expect(refusal({ status: 403, body: { id: "forbidden" }, headers }).id).toBe("forbidden");
    expect(refusal({ status: 403, body: { id: "forbidden" }, headers, scope: "global" }).id).toBe(
      "forbidden",
    );
    const said = { ...headers, "oauth-scope": "identity" };
    expect(refusal({ status: 403, body: { id: "forbidden" }, headers: said }).id).toBe("missing_scope");
  });
});

describe("a call without a response", () => {
  test("is a timeout or an unavailable upstream", () => {
    expect(failureOf(AbortSignal.timeout(0).reason ?? new DOMException("x", "TimeoutError")).id).toBe(
      "upstream_timeout",
    );
    expect(failureOf(new TypeError("fetch failed")).id).toBe("upstream_unavailable");
  });
});

test("redacts a signed URL that upstream quotes", () => {
  const message = "source_blob.url https://bucket.s3.amazonaws.com/x?X-Amz-Signature=s3cret is not reachable";
  const error = refusal({ status: 422, body: { id: "invalid_params", message } });
  expect(error.message).toContain("source_blob.url https://bucket.s3.amazonaws.com/x?… is not reachable");
  expect(`${error.message} ${error.cause}`).not.toContain("s3cret");
});
