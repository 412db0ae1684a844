import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOutputStore } from "@/local-platform/engine/output/output-store";
import { openTestEngine, tarballOf, until } from "@/local-platform/engine/testing/test-engine";

let rig: Awaited<ReturnType<typeof openTestEngine>>;
beforeEach(async () => {
  rig = await openTestEngine();
});
afterEach(async () => {
  await rig.close();
  expect(rig.problems).toEqual([]);
});

async function builtSlug(app: string, procfile: string): Promise<string> {
  const build = await rig.built(await rig.build(app, await tarballOf({ Procfile: procfile })));
  if (!build.slug_id) throw new Error(build.output);
  return build.slug_id;
}
const release = (appId: string, slugId: string | null, more: { configVars?: Record<string, string> } = {}) =>
  rig.engine.createRelease({ appId, userId: rig.userId, slugId, description: "Release", ...more });
const settled = (appId: string) =>
  until(async () => (await rig.releases(appId)).every((row) => row.status !== "pending"));

test("versions have no gaps when releases are created concurrently", async () => {
  const app = await rig.createApp("demo");
  const other = await rig.createApp("other");
  const made = await Promise.all(
    Array.from({ length: 12 }, (_, index) => release(index % 3 ? app : other, null)),
  );
  expect(made.map((one) => one.version).sort((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8]);
  const rows = await rig.releases(app);
  expect(rows.filter((row) => row.current === 1).map((row) => row.version)).toEqual([8]);
});

test("a release copies the app's config vars, and a rollback restores them", async () => {
  const app = await rig.createApp("demo", { A: "1" });
  await release(app, null);
  await release(app, null, { configVars: { A: "0" } });
  await release(app, null);
  const rows = await rig.releases(app);
  expect(rows.map((row) => JSON.parse(row.config_vars))).toEqual([{ A: "1" }, { A: "0" }, { A: "0" }]);
});

test("a current release updates its app: slug size, formation, times", async () => {
  const app = await rig.createApp("demo");
  const first = await builtSlug(app, "web: sleep 60\nworker: sleep 60\nrelease: true\n");
  await settled(app);
  const formation = () =>
    rig.context.db.selectFrom("formation").select(["type", "quantity", "command"]).orderBy("type").execute();
  expect(await formation()).toEqual([
    { type: "release", quantity: 0, command: "true" },
    { type: "web", quantity: 1, command: "sleep 60" },
    { type: "worker", quantity: 0, command: "sleep 60" },
  ]);
  await rig.context.db.updateTable("formation").set({ quantity: 0 }).where("type", "=", "web").execute();
  await builtSlug(app, "web: sleep 61\n");
  expect(await formation()).toEqual([{ type: "web", quantity: 0, command: "sleep 61" }]);
  const row = await rig.context.db.selectFrom("apps").selectAll().executeTakeFirstOrThrow();
  expect(row.slug_size).toBeGreaterThan(100);
  expect(row.released_at).not.toBeNull();
  await release(app, first);
  await settled(app);
  expect(await formation()).toHaveLength(3);
});

test("the release phase has its own output and config vars, then its release is current", async () => {
  const app = await rig.createApp("demo", { GREETING: "hi" });
  await builtSlug(app, 'release: echo "$GREETING from $DYNO"; pwd\n');
  await settled(app);
  const [row] = await rig.releases(app);
  expect(row).toMatchObject({ status: "succeeded", current: 1, release_phase: 1 });
  const output = await text(rig.engine.outputs.read(row?.id ?? "", 0));
  expect(output).toMatch(/^hi from release\.1\n.*\/slug\/app\n$/);
  expect(output).toContain(rig.context.workDir);
});

test("a failed release phase leaves the old release current", async () => {
  const app = await rig.createApp("demo");
  await builtSlug(app, "worker: sleep 60\n");
  await builtSlug(app, "release: echo migrating; exit 3\nworker: sleep 60\n");
  await settled(app);
  const [first, second] = await rig.releases(app);
  expect(first).toMatchObject({ status: "succeeded", current: 1 });
  expect(second).toMatchObject({ status: "failed", current: 0 });
  const output = await text(rig.engine.outputs.read(second?.id ?? "", 0));
  expect(output).toBe(
    "migrating\n !     The release command exited with status 3. v2 did not become current.\n",
  );
});

test("releases wait for the release phase of the one before", async () => {
  const app = await rig.createApp("demo");
  const slow = await builtSlug(app, "release: sleep 0.3; echo done\n");
  const plain = await builtSlug(app, "worker: sleep 60\n");
  await settled(app);
  const [third, fourth] = await Promise.all([release(app, slow), release(app, plain)]);
  expect((await rig.releases(app)).find((row) => row.id === fourth.id)?.status).toBe("pending");
  await settled(app);
  const rows = await rig.releases(app);
  expect(rows.find((row) => row.current === 1)?.id).toBe(fourth.id);
  expect(rows.find((row) => row.id === third.id)?.status).toBe("succeeded");
});

test("a release phase that exceeds its time limit fails", async () => {
  const short = await openTestEngine({ releasePhaseMs: 200 });
  const app = await short.createApp("demo");
  await short.built(await short.build(app, await tarballOf({ Procfile: "release: sleep 60" })));
  await until(async () => (await short.releases(app))[0]?.status === "failed");
  const [row] = await short.releases(app);
  expect(await text(short.engine.outputs.read(row?.id ?? "", 0))).toContain("took longer than it may");
  await short.close();
});

test("after a crash, a running release phase fails and waiting releases continue", async () => {
  const app = await rig.createApp("demo");
  await builtSlug(app, "release: echo again\n");
  await settled(app);
  const [done] = await rig.releases(app);
  const { db } = rig.context;
  const copy = { ...done!, current: 0, status: "pending" } as const;
  await db
    .insertInto("releases")
    .values({ ...copy, id: "running", version: 2 })
    .execute();
  await db
    .insertInto("releases")
    .values({ ...copy, id: "waiting", version: 3 })
    .execute();
  const outputs = createOutputStore(rig.context);
  await outputs.create("running", "release");
  await outputs.append("running", "migr");
  await outputs.close();
  await rig.restart();
  await settled(app);
  const rows = await rig.releases(app);
  expect(rows.map((row) => row.status)).toEqual(["succeeded", "failed", "succeeded"]);
  expect(await text(rig.engine.outputs.read("running", 0))).toContain(
    "migr\n !     The platform was stopped",
  );
  expect(await text(rig.engine.outputs.read("waiting", 0))).toBe("again\n");
});
