import fc from "fast-check";
import { expect, test } from "vitest";
import { createBuildQueue, type Job } from "./build-queue";

/** A job that the test ends. */
function heldJob(id: string, appId: string, seed: boolean, started: string[]) {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  const job: Job = {
    id,
    appId,
    seed,
    run() {
      started.push(id);
      return done;
    },
  };
  return { job, end: () => end() };
}

test("runs every build, in order per app and within the slots, for random sequences of calls", async () => {
  const job = fc.record({ app: fc.integer({ min: 1, max: 3 }), seed: fc.boolean() });
  const step = fc.oneof(job, fc.nat(9));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const queue = createBuildQueue(2);
      const started: string[] = [];
      const jobs = new Map<string, ReturnType<typeof heldJob>>();
      const added: Job[] = [];

      function check() {
        const running = queue.running();
        const users = running.filter((one) => !one.seed);
        expect(new Set(running.map((one) => one.appId)).size).toBe(running.length);
        expect(users.length).toBeLessThanOrEqual(2);
        expect(running.length - users.length).toBeLessThanOrEqual(1);
        const free = queue.waiting().filter((one) => !running.some((other) => other.appId === one.appId));
        if (users.length < 2) expect(free.filter((one) => !one.seed && isFirst(one))).toEqual([]);
      }
      const isFirst = (one: Job) =>
        queue.waiting().find((other) => other.appId === one.appId && !other.seed) === one;
      async function endOne(index: number) {
        const running = queue.running();
        const next = running[index % Math.max(1, running.length)];
        if (!next) return;
        jobs.get(next.id)?.end();
        await queue.ended(next.id);
        await new Promise((resolve) => setImmediate(resolve));
      }

      for (const one of steps) {
        if (typeof one === "number") await endOne(one);
        else {
          const held = heldJob(`job-${added.length}`, `app-${one.app}`, one.seed, started);
          jobs.set(held.job.id, held);
          added.push(held.job);
          queue.add(held.job);
        }
        check();
      }
      while (queue.running().length > 0) {
        await endOne(0);
        check();
      }
      expect(started.length).toBe(added.length);
      for (const appId of ["app-1", "app-2", "app-3"]) {
        for (const seed of [true, false]) {
          const inOrder = added
            .filter((one) => one.appId === appId && one.seed === seed)
            .map((one) => one.id);
          expect(started.filter((id) => inOrder.includes(id))).toEqual(inOrder);
        }
      }
    }),
  );
});

test("a seed build starts only when no other build is pending or running", async () => {
  const queue = createBuildQueue(2);
  const started: string[] = [];
  const user = heldJob("user", "app-1", false, started);
  const seed = heldJob("seed", "app-2", true, started);
  const late = heldJob("late", "app-2", false, started);
  queue.add(user.job);
  queue.add(seed.job);
  expect(started).toEqual(["user"]);
  user.end();
  await queue.ended("user");
  await Promise.resolve();
  expect(started).toEqual(["user", "seed"]);
  queue.add(late.job);
  expect(queue.withdraw("late")).toBe(true);
  expect(queue.withdraw("seed")).toBe(false);
});
