import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestContext, until } from "@/local-platform/engine/testing/test-engine";
import { type Command, createProcessGroups, groupRuns, signalGroup } from "./process-groups";
import { startTime } from "./start-time";

let base: Awaited<ReturnType<typeof openTestContext>>;
let output = "";
beforeEach(async () => {
  base = await openTestContext();
  output = "";
});
afterEach(() => base.close());

function command(line: string): Command {
  const env = { PATH: process.env.PATH ?? "" };
  const onOutput = (chunk: Uint8Array) => {
    output += Buffer.from(chunk).toString();
  };
  return { line, cwd: base.root, env, purpose: "build", ownerId: "b1", onOutput };
}
const rows = () => base.context.db.selectFrom("processes").selectAll().execute();

test("stdout and stderr arrive in the order in which they were written", async () => {
  const line = "for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo err $i >&2; done";
  const group = await createProcessGroups(base.context).start(command(line));
  expect(await group.ended).toEqual({ code: 0, signal: null });
  expect(output).toBe([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `out ${i}\nerr ${i}\n`).join(""));
});

test("a command may open /dev/stdout and /dev/stderr by name", async () => {
  const line = "echo one > /dev/stdout; echo two > /dev/stderr; echo three | tee /dev/stderr";
  const group = await createProcessGroups(base.context).start(command(line));
  expect(await group.ended).toEqual({ code: 0, signal: null });
  expect(output).toBe("one\ntwo\nthree\nthree\n");
});

test("delivers large output completely, with backpressure", async () => {
  const group = await createProcessGroups(base.context).start(command("seq 200000"));
  await group.ended;
  expect(output.split("\n")).toHaveLength(200_001);
});

test("returns the exit status and deletes the record", async () => {
  const group = await createProcessGroups(base.context).start(command("exit 7"));
  expect((await group.ended).code).toBe(7);
  await until(async () => (await rows()).length === 0);
});

test("stopping ends a grandchild that ignores SIGTERM", async () => {
  const line = `sh -c 'trap "" TERM; echo $$ > grandchild; while :; do sleep 0.05; done' & wait`;
  const group = await createProcessGroups(base.context).start(command(line));
  const file = join(base.root, "grandchild");
  await until(async () => (await readFile(file, "utf8").catch(() => "")).endsWith("\n"));
  const grandchild = Number(await readFile(file, "utf8"));
  expect(await startTime(grandchild)).not.toBeNull();
  await group.stop(100);
  expect(await groupRuns(group.pid)).toBe(false);
});

test("background processes of a command end with it", async () => {
  const group = await createProcessGroups(base.context).start(command("sleep 60 & echo started"));
  await group.ended;
  await until(async () => !(await groupRuns(group.pid)));
  expect(output).toBe("started\n");
});

test("records a command before it runs", async () => {
  const groups = createProcessGroups(base.context);
  const { db } = base.context;
  const broken = createProcessGroups({ ...base.context, db: db.withSchema("absent") });
  await expect(broken.start(command("touch ran"))).rejects.toThrow();
  const group = await groups.start(command("sleep 60"));
  expect(await rows()).toMatchObject([{ pid: group.pid, purpose: "build", owner_id: "b1" }]);
  await group.stop(0);
  await expect(access(join(base.root, "ran"))).rejects.toThrow();
});

test("ends orphans of an earlier run, but not a process that reuses a pid", async () => {
  const earlier = createProcessGroups(base.context);
  const orphan = await earlier.start(command("sleep 60"));
  const stranger = await earlier.start(command("sleep 60"));
  await base.context.db
    .updateTable("processes")
    .set({ started: "another boot 1" })
    .where("pid", "=", stranger.pid)
    .execute();
  await createProcessGroups(base.context).endOrphans();
  expect(await groupRuns(orphan.pid)).toBe(false);
  expect(await groupRuns(stranger.pid)).toBe(true);
  expect(await rows()).toEqual([]);
  signalGroup(stranger.pid, "SIGKILL");
  await stranger.ended;
});

test("finds a group whose leader has ended", async () => {
  const leader = spawn("sh", ["-c", "sleep 60 &"], { detached: true, stdio: "ignore" });
  await once(leader, "exit");
  const pid = leader.pid ?? 0;
  expect(await groupRuns(pid)).toBe(true);
  const row = { pid, started: "this boot 1", purpose: "dyno", owner_id: "d1" } as const;
  await base.context.db.insertInto("processes").values(row).execute();
  await createProcessGroups(base.context).endOrphans();
  expect(await groupRuns(pid)).toBe(false);
});
