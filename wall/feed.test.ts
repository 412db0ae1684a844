import { expect, test } from "vitest";
import { isoAt, NOON, paired, tile } from "@/test/builders/wall";
import { Feed, nextDelay } from "./feed";

/** A feed whose server answers what it is told, and whose time passes when it is told. */
function feedOf(answers: (() => unknown)[]) {
  let now = 0;
  const plans: { delay: number; act: () => void }[] = [];
  const feed = new Feed({
    clocks: { steady: () => now, day: () => NOON + now },
    ask: async () => answers.shift()?.(),
    later: (delay, act) => {
      plans.push({ delay, act });
      return () => {};
    },
    random: () => 1,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { feed, plans, pass };
}

const fails = () => {
  throw new Error("answered 502");
};

test("asks again and again, less often after failures, and recovers", async () => {
  const { feed, plans } = feedOf([
    () => paired([tile("a")]),
    fails,
    fails,
    fails,
    () => paired([], { server_time: isoAt(NOON + 1) }),
  ]);
  for (let turn = 0; turn < 5; turn += 1) await feed.ask();
  expect(plans.map(({ delay }) => delay)).toEqual([4_400, 2_000, 4_000, 8_000, 4_400]);
  expect(feed.known).toMatchObject({ failures: 0, latest: { state: { server_time: isoAt(NOON + 1) } } });
});

test("keeps what it knew through failures, and says what they were", async () => {
  const { feed, pass } = feedOf([() => paired([tile("a")]), fails]);
  await feed.ask();
  pass(5_000);
  await feed.ask();
  expect(feed.known).toMatchObject({
    failures: 1,
    problem: "answered 502",
    latest: { received: { steady: 0 } },
  });
});

test.each([
  ["an answer of another kind", () => ({ apps: [] })],
  ["nothing", () => undefined],
  ["an old answer again", () => paired([tile("a")])],
])("takes %s for a failure", async (_, answer) => {
  const { feed } = feedOf([() => paired([tile("a")]), answer]);
  await feed.ask();
  await feed.ask();
  expect(feed.known.failures).toBe(1);
});

test("asks every 2 s while something runs, never less than every 30 s, and spreads screens", () => {
  expect(nextDelay({ failures: 0, running: true }, 0.5)).toBe(2_000);
  expect(nextDelay({ failures: 40, running: true }, 1)).toBe(30_000);
  expect(nextDelay({ failures: 3, running: false }, 0)).toBeLessThan(
    nextDelay({ failures: 3, running: false }, 1),
  );
});
