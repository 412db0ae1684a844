import { noteInstant } from "@/lib/server/changes";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { Watch } from "@/lib/server/watch/watch";
import { FakeClock } from "@/test/harness/fake-clock";
import { type FakeApp, FakeUpstream } from "@/test/harness/fake-upstream";
import { seeded } from "@/test/harness/seeded-random";

/** Parameters of an hour. Times in ms. */
export type Hour = {
  viewers: number;
  screens: number;
  pipelines: number;
  /** Share of apps that build at any time. */
  building: number;
  buildMs: number;
  /** Duration of each upstream call. */
  travelMs: number;
  /** Webhooks report changes with this delay. */
  webhookMs?: number;
};

export type Outcome = {
  /** Calls of each account in the hour. */
  calls: number[];
  builds: number;
  /** Delays from an upstream change to its event, in ms: for builds that started, and for those that ended. */
  began: number[];
  ended: number[];
};

const APPS = 10;
const HOUR_MS = 3_600_000;
const WARM_UP_MS = 5 * 60_000;

/** Simulates an hour of the real code on a manual clock, with an account for every viewer and every screen. */
export async function simulate(hour: Hour): Promise<Outcome> {
  await prepareStore();
  const clock = new FakeClock();
  const upstream = new FakeUpstream(clock.now);
  upstream.travel = () => new Promise((resolve) => clock.schedule(hour.travelMs, resolve));
  const random = seeded(7);
  const watch = new Watch({ now: clock.now, schedule: clock.schedule, random, remaining: () => 4_000 });
  const fleets = Array.from({ length: hour.pipelines }, (_, at) => fleet(upstream, `fleet-${at}`));
  const changes = new Map<string, number>();
  const outcome: Outcome = { calls: [], builds: 0, began: [], ended: [] };
  const onEvent = noteDelays(changes, clock.now, outcome);

  const accounts: string[] = [];
  const join = (account: string, kind: "page" | "screen", apps: FakeApp[], isFirst: boolean): void => {
    accounts.push(account);
    for (const app of upstream.apps) if (!apps.includes(app)) app.hidden.add(account);
    const names = apps.map(({ name }) => name);
    const listening = { kind, onEvent: isFirst ? onEvent : () => undefined, end: () => undefined };
    watch.listen(upstream.as(account), names, listening).catch(() => undefined);
  };
  for (let at = 0; at < hour.viewers; at += 1)
    join(`viewer-${at}`, "page", fleets[at % fleets.length] ?? [], at < fleets.length);
  for (let at = 0; at < hour.screens; at += 1)
    join(
      `screen-${at}`,
      "screen",
      fleets[at % fleets.length] ?? [],
      hour.viewers === 0 && at < fleets.length,
    );
  await clock.advance(WARM_UP_MS);

  const from = clock.now();
  const apps = fleets.flat();
  for (const { id } of apps) noteInstant(id, hour.webhookMs === undefined ? null : Number.POSITIVE_INFINITY);
  const everyMs = hour.building > 0 ? hour.buildMs / (apps.length * hour.building) : HOUR_MS;
  const notify = (app: FakeApp): void => {
    if (hour.webhookMs !== undefined) clock.schedule(hour.webhookMs, () => watch.touch(app.id));
  };
  const build = (app: FakeApp): void => {
    const made = upstream.beginBuild(app);
    outcome.builds += 1;
    changes.set(`${made.id} pending`, clock.now());
    notify(app);
    clock.schedule(hour.buildMs * (0.5 + random()), () => {
      upstream.endBuild(app, made);
      changes.set(`${made.id} succeeded`, clock.now());
      notify(app);
    });
  };
  while (clock.now() - from < HOUR_MS) {
    const idle = apps.filter(({ builds }) => builds[0]?.status !== "pending");
    const app = idle[Math.floor(random() * idle.length)];
    if (app && hour.building > 0) build(app);
    const left = HOUR_MS - (clock.now() - from);
    await clock.advance(Math.min(left, everyMs * (0.5 + random())));
  }
  const counts = new Map<string, number>(accounts.map((account) => [account, 0]));
  for (const { account, at } of upstream.calls)
    if (at >= from) counts.set(account, (counts.get(account) ?? 0) + 1);
  outcome.calls = [...counts.values()];
  return outcome;
}

function fleet(upstream: FakeUpstream, pipeline: string): FakeApp[] {
  return Array.from({ length: APPS }, (_, at) => {
    const app = upstream.addApp(`${pipeline}-${at}`, pipeline);
    upstream.release(app);
    return app;
  });
}

function noteDelays(changes: Map<string, number>, now: () => number, { began, ended }: Outcome) {
  return (event: Parameters<Parameters<Watch["listen"]>[2]["onEvent"]>[0]): void => {
    if (event.type !== "build") return;
    const key = `${event.build.id} ${event.build.status}`;
    const at = changes.get(key);
    changes.delete(key);
    if (at !== undefined) (event.build.status === "pending" ? began : ended).push(now() - at);
  };
}
