import { expect, test } from "vitest";
import { isoAt, NOON, paired, tile } from "@/test/builders/wall";
import { createPoller, nextDelay } from "./poller";

/** A poller with given answers and a manual clock. */
function pollerOf(answers: (() => unknown)[]) {
  let now = 0;
  const plans: { delay: number; act: () => void }[] = [];
  const poller = createPoller({
    clocks: { steady: () => now, day: () => NOON + now },
    request: async () => answers.shift()?.(),
    schedule: (delay, act) => {
      plans.push({ delay, act });
      return () => {};
    },
    random: () => 1,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { poller, plans, pass };
}

const fails = () => {
  throw new Error("answered 502");
};

test("polls again and again, less often after failures, and recovers", async () => {
  const { poller, plans } = pollerOf([
    () => paired([tile("a")]),
    fails,
    fails,
    fails,
    () => paired([], { server_time: isoAt(NOON + 1) }),
  ]);
  for (let turn = 0; turn < 5; turn += 1) await poller.poll();
  expect(plans.map(({ delay }) => delay)).toEqual([4_400, 2_000, 4_000, 8_000, 4_400]);
  expect(poller.state()).toMatchObject({ failures: 0, latest: { state: { server_time: isoAt(NOON + 1) } } });
});

test("keeps the newest answer through failures, and states the problem", async () => {
  const { poller, pass } = pollerOf([() => paired([tile("a")]), fails]);
  await poller.poll();
  pass(5_000);
  await poller.poll();
  expect(poller.state()).toMatchObject({
    failures: 1,
    problem: "answered 502",
    latest: { received: { steady: 0 } },
  });
});

test.each([
  ["an answer of another kind", () => ({ apps: [] })],
  ["nothing", () => undefined],
  ["an old answer again", () => paired([tile("a")])],
])("treats %s as a failure", async (_, answer) => {
  const { poller } = pollerOf([() => paired([tile("a")]), answer]);
  await poller.poll();
  await poller.poll();
  expect(poller.state().failures).toBe(1);
});

test("polls every 2 s while something runs, at least every 30 s, and spreads screens", () => {
  expect(nextDelay({ failures: 0, running: true }, 0.5)).toBe(2_000);
  expect(nextDelay({ failures: 40, running: true }, 1)).toBe(30_000);
  expect(nextDelay({ failures: 3, running: false }, 0)).toBeLessThan(
    nextDelay({ failures: 3, running: false }, 1),
  );
});
