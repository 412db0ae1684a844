import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ben } from "@/local-platform/seed/people";
import { checkedCall, share, tokenFor } from "@/test/harness/platform/checked-call";
import { type CallOptions, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Named = z.object({ id: z.string(), name: z.string() });
const Coupling = z.object({
  id: z.string(),
  app: z.object({ id: z.string() }),
  pipeline: z.object({ id: z.string(), name: z.string() }),
  stage: z.string(),
});
const Failed = z.object({ id: z.string(), message: z.string() });

let platform: TestPlatform;
let asBen: { token: string };
beforeAll(async () => {
  platform = await startPlatform();
  asBen = { token: await tokenFor(platform, ben.id) };
});
afterAll(() => platform.stop());

const call = <T>(schema: z.ZodType<T>, status: number, method: string, path: string, options?: CallOptions) =>
  checkedCall(platform, schema, status, method, path, options);
const createApp = (name: string) => call(Named, 201, "POST", "/apps", { body: { name } });
const couple = (app: string, pipeline: string, stage: string, status = 201) =>
  call(z.unknown(), status, "POST", "/pipeline-couplings", { body: { app, pipeline, stage } });

test("a pipeline is created, found by id, name and filter, renamed and deleted", async () => {
  const made = await call(Named, 201, "POST", "/pipelines", { body: { name: "short-lived" } });
  expect(await call(Named, 200, "GET", "/pipelines/short-lived")).toEqual(made);
  expect(await call(Named, 200, "GET", `/pipelines/${made.id}`)).toEqual(made);
  expect(await call(z.array(Named), 200, "GET", "/pipelines?eq[name]=short-lived")).toEqual([made]);
  expect(await call(z.array(Named), 200, "GET", "/pipelines?eq[name]=another")).toEqual([]);
  await call(Failed, 422, "POST", "/pipelines", { body: { name: "short-lived" } });
  await call(Failed, 422, "POST", "/pipelines", { body: { name: "No" } });
  await call(Named, 200, "PATCH", `/pipelines/${made.id}`, { body: { name: "renamed" } });
  expect(await call(Named, 200, "DELETE", `/pipelines/${made.id}`)).toEqual({ ...made, name: "renamed" });
  await call(Failed, 404, "GET", `/pipelines/${made.id}`);
});

test("an app is in at most one pipeline; its coupling is found by app, pipeline, account and id", async () => {
  const pipeline = await call(Named, 201, "POST", "/pipelines", { body: { name: "coupled" } });
  const other = await call(Named, 201, "POST", "/pipelines", { body: { name: "other" } });
  const staging = await createApp("coupled-staging");
  await call(Failed, 404, "GET", `/apps/${staging.id}/pipeline-couplings`);
  await couple(staging.name, pipeline.id, "staging");
  await couple(staging.id, other.id, "production", 422);
  await couple(staging.id, pipeline.id, "nowhere", 422);

  const coupling = await call(Coupling, 200, "GET", `/apps/${staging.name}/pipeline-couplings`);
  expect(coupling).toMatchObject({ app: { id: staging.id }, pipeline, stage: "staging" });
  expect(await call(Coupling, 200, "GET", `/pipeline-couplings/${coupling.id}`)).toEqual(coupling);
  for (const path of [
    "/pipeline-couplings",
    "/users/~/pipeline-couplings",
    `/pipelines/${pipeline.id}/pipeline-couplings`,
  ]) {
    expect(await call(z.array(Coupling), 200, "GET", path)).toContainEqual(coupling);
  }
  expect(await call(z.array(Coupling), 200, "GET", `/pipelines/${other.id}/pipeline-couplings`)).toEqual([]);

  const path = `/pipeline-couplings/${coupling.id}`;
  expect(await call(Coupling, 200, "PATCH", path, { body: { stage: "development" } })).toMatchObject({
    stage: "development",
  });
  await call(Coupling, 200, "DELETE", path);
  await call(Failed, 404, "GET", path);
});

test("couplings name apps that the account cannot see; filters omit them", async () => {
  const pipeline = await call(Named, 201, "POST", "/pipelines", { body: { name: "partly-hidden" } });
  const [seen, hidden] = [await createApp("seen-app"), await createApp("hidden-app")];
  await couple(seen.id, pipeline.id, "staging");
  await couple(hidden.id, pipeline.id, "production");
  await call(Failed, 404, "GET", `/pipelines/${pipeline.id}`, asBen);
  expect(await call(z.array(Named), 200, "GET", "/pipelines", asBen)).toEqual([]);

  await share(platform, seen.id, ben.id, "read");
  expect(await call(z.array(Named), 200, "GET", "/pipelines", asBen)).toEqual([pipeline]);
  const couplings = await call(
    z.array(Coupling),
    200,
    "GET",
    `/pipelines/${pipeline.id}/pipeline-couplings`,
    asBen,
  );
  expect(couplings.map((coupling) => coupling.app.id).sort()).toEqual([seen.id, hidden.id].sort());
  const body = { in: { id: [seen.id, hidden.id, "00000000-0000-4000-8000-000000000000"] } };
  expect(await call(z.array(Named), 200, "POST", "/filters/apps", { body, ...asBen })).toEqual([seen]);
  expect(await call(z.array(Named), 200, "POST", "/filters/apps", { body })).toHaveLength(2);
  await call(Failed, 403, "GET", `/apps/${hidden.id}`, asBen);

  await call(Failed, 403, "DELETE", `/pipelines/${pipeline.id}`, asBen);
  const ofSeen = couplings.find((coupling) => coupling.app.id === seen.id);
  await call(Failed, 403, "DELETE", `/pipeline-couplings/${ofSeen?.id}`, asBen);
});

test("a deleted app leaves its pipeline", async () => {
  const pipeline = await call(Named, 201, "POST", "/pipelines", { body: { name: "emptied" } });
  const app = await createApp("emptied-app");
  await couple(app.id, pipeline.id, "production");
  await call(Named, 200, "DELETE", `/apps/${app.id}`);
  expect(await call(z.array(Coupling), 200, "GET", `/pipelines/${pipeline.id}/pipeline-couplings`)).toEqual(
    [],
  );
});
