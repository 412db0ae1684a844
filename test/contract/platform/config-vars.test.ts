import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Vars = z.record(z.string(), z.string());
const Releases = z.array(z.object({ version: z.number(), description: z.string() }));

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const patch = (app: string, body: unknown) => platform.call("PATCH", `/apps/${app}/config-vars`, { body });
const read = async <T>(schema: z.ZodType<T>, path: string) =>
  schema.parse(
    await (await platform.call("GET", path, { headers: { Range: "version ..; max=1000" } })).json(),
  );

test("concurrent changes are all kept, and each release includes the earlier ones", async () => {
  await platform.call("POST", "/apps", { body: { name: "at-once" } });
  const names = Array.from({ length: 20 }, (_, index) => `VAR_${index}`);
  const answers = await Promise.all(names.map((name) => patch("at-once", { [name]: name })));
  expect(answers.map((answer) => answer.status)).toEqual(names.map(() => 200));
  const vars = Object.fromEntries(names.map((name) => [name, name]));
  expect(await read(Vars, "/apps/at-once/config-vars")).toEqual(vars);

  const releases = await read(Releases, "/apps/at-once/releases");
  expect(releases.map((release) => release.version)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  for (const { version } of releases) {
    const snapshot = await read(Vars, `/apps/at-once/releases/${version}/config-vars`);
    expect(Object.keys(snapshot)).toHaveLength(version - 1);
  }
});

test("an empty change creates no release; a refused change has no effect", async () => {
  await platform.call("POST", "/apps", { body: { name: "nothing" } });
  expect(await (await patch("nothing", { A: "1", B: "2" })).json()).toEqual({ A: "1", B: "2" });
  expect(await (await patch("nothing", { A: "1", C: null })).json()).toEqual({ A: "1", B: "2" });
  expect((await patch("nothing", { A: null, "no name": "x" })).status).toBe(422);
  expect(await (await patch("nothing", { B: null })).json()).toEqual({ A: "1" });
  const releases = await read(Releases, "/apps/nothing/releases");
  expect(releases.map((release) => release.description)).toEqual([
    "Initial release",
    "Set A, B config vars",
    "Remove B config vars",
  ]);
});
