import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { endpoints } from "@/local-platform/resources/endpoints";
import { openPublishedSchema } from "@/test/harness/platform/published-schema";
import { type CallOptions, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Named = z.looseObject({ id: z.string() });
const published = openPublishedSchema();
let platform: TestPlatform;
const seen = new Set<string>();

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

/** Calls, records the endpoint as tested, and validates the answer against the published schema. */
async function checkedCall(
  status: number,
  method: string,
  path: string,
  options?: CallOptions,
): Promise<unknown> {
  const response = await platform.call(method, path, options);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  const pattern = endpoints.find((endpoint) => endpoint.method === method && fits(endpoint.path, path));
  if (pattern) seen.add(`${pattern.method} ${pattern.path}`);
  if (published?.has(method, path)) expect(published.violations(method, path, body)).toEqual([]);
  return body;
}

function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(path);
}

describe("every response matches the published schema", () => {
  test("accounts, stacks, regions, rate limits", async () => {
    await checkedCall(200, "GET", "/account");
    await checkedCall(200, "GET", "/users/~");
    await checkedCall(200, "GET", "/account/rate-limits");
    await checkedCall(200, "GET", "/stacks");
    await checkedCall(200, "GET", "/stacks/heroku-24");
    await checkedCall(200, "GET", "/regions");
    await checkedCall(200, "GET", "/regions/us");
  });

  test("apps", async () => {
    await checkedCall(201, "POST", "/apps", { body: { name: "schema-app" } });
    const made = Named.parse(await checkedCall(201, "POST", "/apps", { body: {} }));
    await checkedCall(200, "GET", "/apps");
    await checkedCall(200, "GET", "/users/~/apps");
    await checkedCall(200, "GET", "/apps/schema-app");
    await checkedCall(200, "PATCH", "/apps/schema-app", { body: { maintenance: true } });
    await checkedCall(200, "DELETE", `/apps/${made.id}`);
  });

  test("sources, builds", async () => {
    await checkedCall(201, "POST", "/sources");
    await checkedCall(201, "POST", "/apps/schema-app/sources");
    const body = { source_blob: { url: `${platform.objects}/sources/none`, version: "cb6999d1" } };
    const build = Named.parse(await checkedCall(201, "POST", "/apps/schema-app/builds", { body }));
    await checkedCall(200, "GET", "/apps/schema-app/builds");
    await checkedCall(200, "GET", `/apps/schema-app/builds/${build.id}`);
    await checkedCall(200, "GET", `/apps/schema-app/builds/${build.id}/result`);
    const canceled = await platform.call("DELETE", `/apps/schema-app/builds/${build.id}`);
    expect([200, 422]).toContain(canceled.status);
    seen.add("DELETE /apps/:app/builds/:build");
  });

  test("slugs, config vars, releases", async () => {
    const slug = Named.parse(
      await checkedCall(201, "POST", "/apps/schema-app/slugs", {
        body: { process_types: { web: "node web.js" } },
      }),
    );
    await checkedCall(200, "GET", `/apps/schema-app/slugs/${slug.id}`);
    await checkedCall(200, "GET", "/apps/schema-app/config-vars");
    await checkedCall(200, "PATCH", "/apps/schema-app/config-vars", { body: { GREETING: "hello" } });
    await checkedCall(200, "GET", "/apps/schema-app/releases");
    await checkedCall(200, "GET", "/apps/schema-app/releases/1");
    await checkedCall(200, "GET", "/apps/schema-app/releases/1/config-vars");
  });

  test("formation, dynos, logs, add-ons, pipelines", async () => {
    await checkedCall(200, "GET", "/apps/schema-app/formation");
    await checkedCall(200, "PATCH", "/apps/schema-app/formation", { body: { updates: [] } });
    await checkedCall(200, "GET", "/apps/schema-app/dynos");
    await checkedCall(202, "DELETE", "/apps/schema-app/dynos");
    await checkedCall(201, "POST", "/apps/schema-app/log-sessions", { body: { lines: 200 } });
    await checkedCall(200, "GET", "/apps/schema-app/addons");
    await checkedCall(200, "GET", "/pipeline-couplings");
    expect((await platform.call("GET", "/apps/schema-app/pipeline-couplings")).status).toBe(404);
  });
});
