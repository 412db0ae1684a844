import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createPipeline, outcome, promote } from "@/test/harness/platform/promotions";
import { createApp, createSlug, releasesOf, ShownRelease } from "@/test/harness/platform/slugs";
import { type CallOptions, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Image = z.object({ id: z.string(), digest: z.string(), commit: z.string() });
const Dynos = z.array(
  z.object({ name: z.string(), state: z.string(), release: z.object({ version: z.number() }) }),
);
const Failed = z.object({ message: z.string() });

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ limits: { promotionMs: 0 } });
});
afterAll(() => platform.stop());

const call = <T>(
  schema: z.ZodType<T>,
  status: number,
  method: string,
  path: string,
  body?: CallOptions["body"],
) => checkedCall(platform, schema, status, method, path, { body });
const makeFir = async (fir_app: string) =>
  (await platform.call("POST", "/_control/faults", { body: { fir_app } })).status;

let made = 0;
async function createImage(app: string, commit: string) {
  made += 1;
  const digest = `sha256:${String(made).padStart(64, "0")}`;
  const process_types = { web: { command: "bundle exec puma" }, release: { command: "rake db:migrate" } };
  return call(Image, 201, "POST", `/apps/${app}/oci-images`, { digest, commit, process_types });
}
const releaseImage = (app: string, oci_image: string) =>
  call(ShownRelease, 201, "POST", `/apps/${app}/releases`, { oci_image });

async function firPipeline(name: string) {
  const pipeline = await createPipeline(platform, name, {});
  const apps: string[] = [];
  for (const stage of ["staging", "production"]) {
    const app = await createApp(platform, `${name}-${stage}`);
    expect(await makeFir(app.name)).toBe(201);
    await call(z.unknown(), 201, "POST", "/pipeline-couplings", {
      app: app.id,
      pipeline: pipeline.pipeline,
      stage,
    });
    apps.push(app.id);
  }
  return { pipeline: pipeline.pipeline, staging: apps[0] ?? "", production: apps[1] ?? "" };
}

test("a Fir app's releases have an image and no slug; the image is listed by id and digest", async () => {
  const { staging } = await firPipeline("fir-releases");
  const image = await createImage(staging, "cb6999d1a0244753");
  expect(await releaseImage(staging, image.digest)).toMatchObject({
    slug: null,
    artifacts: [{ type: "oci-image", id: image.id }],
    description: "Deploy cb6999d1",
    eligible_for_rollback: true,
    current: true,
  });
  for (const identity of [image.id, image.digest]) {
    expect(await call(z.array(Image), 200, "GET", `/apps/${staging}/oci-images/${identity}`)).toEqual([
      image,
    ]);
  }
  const dynos = () => call(Dynos, 200, "GET", `/apps/${staging}/dynos`);
  const up = [{ name: "web.1", state: "up", release: { version: 2 } }];
  await expect.poll(dynos).toEqual(up);
  await call(z.unknown(), 200, "PATCH", `/apps/${staging}/config-vars`, { A: "1" });
  expect((await releasesOf(platform, staging)).at(-1)?.artifacts).toEqual([
    { type: "oci-image", id: image.id },
  ]);
});

test("it is promoted with its pipeline, and rolled back by release", async () => {
  const { pipeline, staging, production } = await firPipeline("fir-promoted");
  const [first, second] = [await createImage(staging, "4f2a91c7"), await createImage(staging, "cb6999d1")];
  for (const image of [first, second]) {
    await releaseImage(staging, image.id);
    const { id } = await promote(platform, { pipeline, source: staging, targets: [production] });
    expect((await outcome(platform, id)).get(production)).toMatchObject({ status: "succeeded" });
  }
  const [, earlier, latest] = await releasesOf(platform, production);
  expect(latest).toMatchObject({
    description: "Promote fir-promoted-staging v3 cb6999d",
    slug: null,
    artifacts: [{ type: "oci-image", id: second.id }],
  });
  expect(await call(z.array(Image), 200, "GET", `/apps/${production}/oci-images/${second.id}`)).toEqual([
    second,
  ]);
  const back = await call(ShownRelease, 201, "POST", `/apps/${production}/releases`, {
    release: earlier?.id,
  });
  expect(back.artifacts).toEqual(earlier?.artifacts);
  const latestOf = z.array(z.object({ version: z.number() }));
  const deployments = await call(latestOf, 200, "GET", `/pipelines/${pipeline}/latest-deployments`);
  expect(deployments.map(({ version }) => version)).toEqual(expect.arrayContaining([3, 4]));
});

test("slugs and images cannot be mixed, nor generations in a pipeline", async () => {
  const { pipeline, staging } = await firPipeline("fir-unmixed");
  const cedar = await createApp(platform, "cedar-app");
  const slug = await createSlug(platform, cedar.id);
  const image = await createImage(staging, "");
  await call(Failed, 422, "POST", `/apps/${staging}/releases`, { slug });
  await call(Failed, 422, "POST", `/apps/${cedar.id}/releases`, { oci_image: image.id });
  await call(Failed, 422, "POST", `/apps/${staging}/releases`, { oci_image: image.id, slug });
  await call(Failed, 422, "POST", `/apps/${staging}/slugs`, { process_types: { web: "x" } });
  await call(Failed, 422, "POST", `/apps/${cedar.id}/oci-images`, { digest: image.digest });
  await call(Failed, 404, "GET", `/apps/${cedar.id}/oci-images/${image.id}`);
  await call(Failed, 422, "POST", "/pipeline-couplings", { app: cedar.id, pipeline, stage: "production" });
  await call(z.unknown(), 201, "POST", `/apps/${cedar.id}/releases`, { slug });
  expect([await makeFir(cedar.name), await makeFir("no-such-app")]).toEqual([422, 404]);
});

test("an app of the container stack has releases without slug or artifact", async () => {
  const { id } = await createApp(platform, "container-app");
  const docker = { updates: [{ type: "web", docker_image: `sha256:${"5c9f".repeat(16)}` }] };
  await call(Failed, 422, "PATCH", `/apps/${id}/formation`, docker);
  const Stacked = z.object({ stack: z.object({ name: z.string() }) });
  expect(await call(Stacked, 200, "PATCH", `/apps/${id}`, { build_stack: "container" })).toEqual({
    stack: { name: "container" },
  });
  await call(z.unknown(), 200, "PATCH", `/apps/${id}/formation`, docker);
  expect((await releasesOf(platform, id)).at(-1)).toMatchObject({
    description: "Deployed web (5c9f5c9f5c9f)",
    slug: null,
    artifacts: [],
    current: true,
    eligible_for_rollback: true,
  });
  const states = async () => (await call(Dynos, 200, "GET", `/apps/${id}/dynos`)).map(({ state }) => state);
  await expect.poll(states).toEqual(["up"]);
  const back = await call(ShownRelease, 201, "POST", `/apps/${id}/releases`, { release: "2" });
  expect(back).toMatchObject({ version: 3, slug: null, artifacts: [], current: true });
});
