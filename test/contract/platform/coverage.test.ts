import { afterAll, beforeAll, expect, test } from "vitest";
import { coverage } from "@/local-platform/coverage";
import { openPublishedSchema } from "@/test/harness/platform/published-schema";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const ours = /^\/(_control|health|oauth\/(authorize(\.css)?|token)$)|^\/\*$/;

test("coverage lists exactly the registered endpoints", () => {
  const registered = platform.platform.api.routes
    .filter((route) => route.method !== "ALL" && !ours.test(route.path))
    .map((route) => `${route.method} ${route.path}`);
  const claimed = Object.entries(coverage).map(([endpoint]) => endpoint);
  expect([...new Set(registered)].sort()).toEqual(claimed.sort());
});

test("unsupported endpoints return 501 and their name; other paths return 404", async () => {
  for (const [endpoint, state] of Object.entries(coverage)) {
    if (state !== "not yet") continue;
    const [method = "", path = ""] = endpoint.split(" ");
    const response = await platform.call(method, path.replace(/:\w+/g, "something"));
    expect(response.status, endpoint).toBe(501);
    expect(await response.json()).toMatchObject({ id: "not_implemented" });
  }
  expect((await platform.call("GET", "/apps/something/nothing")).status).toBe(404);
});

test("every endpoint except the older build result is in the published schema", () => {
  const published = openPublishedSchema();
  const unknown = Object.keys(coverage).filter((endpoint) => {
    const [method = "", path = ""] = endpoint.split(" ");
    return (
      published !== null &&
      !published.has(method, path.replace(":account", "~").replace(/:\w+/g, "something"))
    );
  });
  expect(unknown).toEqual(published ? ["GET /apps/:app/builds/:build/result"] : []);
});

test("every endpoint of the published schema is covered", () => {
  const pathOf = (endpoint: string) => endpoint.replace(/:\w+/g, ":x").replace("/users/~", "/users/:x");
  const covered = new Set(Object.keys(coverage).map(pathOf));
  const missing = (openPublishedSchema()?.endpoints() ?? []).filter(
    (endpoint) => !covered.has(pathOf(endpoint)),
  );
  expect(missing).toEqual([]);
});
