import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ada, ben } from "@/local-platform/seed/people";
import { checkedCall, tokenFor } from "@/test/harness/platform/checked-call";
import { createApp, createSlug } from "@/test/harness/platform/slugs";
import { type CallOptions, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Collaborator = z.object({
  id: z.string(),
  role: z.string(),
  user: z.object({ email: z.string() }),
  permissions: z.array(z.object({ name: z.string() })),
});

let platform: TestPlatform;
let asBen: { token: string };
beforeAll(async () => {
  platform = await startPlatform();
  asBen = { token: await tokenFor(platform, ben.id) };
  await createApp(platform, "shared-app");
});
afterAll(() => platform.stop());

const path = "/apps/shared-app/collaborators";
const read = (who: string, options?: CallOptions) =>
  checkedCall(platform, Collaborator, 200, "GET", `${path}/${who}`, options);
const share = (permissions?: string[]) =>
  checkedCall(platform, Collaborator, 201, "POST", path, {
    body: { user: ben.email, permissions: permissions?.map((name) => ({ name })) },
  });
const status = async (...call: Parameters<TestPlatform["call"]>) => (await platform.call(...call)).status;
const namesOf = ({ permissions }: z.infer<typeof Collaborator>) => permissions.map(({ name }) => name);

test("the owner is listed, and cannot be removed", async () => {
  const [owner, ...others] = await checkedCall(platform, z.array(Collaborator), 200, "GET", path);
  expect(owner).toMatchObject({ role: "owner", user: { email: ada.email } });
  expect(owner && namesOf(owner)).toContain("manage");
  expect(others).toEqual([]);
  expect(await read("~")).toEqual(owner);
  expect(await status("DELETE", `${path}/${ada.email}`)).toBe(422);
  expect(await status("GET", `${path}/${ben.id}`)).toBe(404);
});

test("a collaborator with view access reads the app and cannot change it", async () => {
  const slug = await createSlug(platform, "shared-app");
  expect(await status("GET", "/apps/shared-app", asBen)).toBe(403);
  await share(["view"]);
  expect(namesOf(await read(ben.id, asBen))).toEqual(["view"]);
  expect(await status("GET", "/apps/shared-app/releases", asBen)).toBe(200);
  expect(await status("GET", "/apps/shared-app/config-vars", asBen)).toBe(403);
  expect(await status("POST", "/apps/shared-app/releases", { body: { slug }, ...asBen })).toBe(403);
  expect(await status("POST", path, { body: { user: ben.email }, ...asBen })).toBe(403);
  expect(await status("DELETE", `${path}/${ada.id}`, asBen)).toBe(403);

  await share(["view", "deploy"]);
  expect(namesOf(await read(ben.email, asBen))).toEqual(["view", "deploy", "operate"]);
  expect(await status("POST", "/apps/shared-app/releases", { body: { slug }, ...asBen })).toBe(201);
});

test("a collaborator can leave, or be removed", async () => {
  for (const options of [asBen, {}]) {
    const { id } = await share();
    await checkedCall(platform, Collaborator, 200, "DELETE", `${path}/${id}`, options);
    expect(await status("GET", "/apps/shared-app", asBen)).toBe(403);
  }
  expect(await status("POST", path, { body: { user: "nobody@example.com" } })).toBe(404);
});
