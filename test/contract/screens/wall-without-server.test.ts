import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { WallState } from "@/lib/schemas/wall";
import type { StoredScreen } from "@/lib/server/screens/screen-store";
import { store } from "@/lib/server/store/db";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { rememberedWalls } from "@/lib/server/wall/last-content";
import { screenState } from "@/lib/server/wall/screen-state";
import { pipelineCaches } from "@/lib/server/watch/known-pipelines";
import { theWatch } from "@/lib/server/watch/process-watch";
import { Watch } from "@/lib/server/watch/watch";
import { FakeClock } from "@/test/harness/fake-clock";
import { type FakeApp, FakeUpstream } from "@/test/harness/fake-upstream";
import { seeded } from "@/test/harness/seeded-random";
import { screenOf } from "@/wall/grid";
import { createPoller, type Poller } from "@/wall/poller";
import type { VirtualElement } from "@/wall/tree";
import { wallView } from "@/wall/view";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOURS = 1.5;
const LIMIT = 75 * SECOND;
const SKEW = 10 * MINUTE;
const TROUBLES = ["none", "server", "upstream", "calls", "lies", "clock"] as const;
type Trouble = (typeof TROUBLES)[number];

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-alone-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
  return () => store.existing()?.db.destroy();
});

/** What was true of an app since a time: the version that runs, and whether nothing was wrong or under way. */
type Truth = { from: number; version: number; fine: boolean };

/** A fleet that builds, fails and recovers, and the record of what was true when. */
class World {
  readonly upstream: FakeUpstream;
  readonly apps: FakeApp[];
  readonly #truths = new Map<string, Truth[]>();
  readonly #ends = new Map<string, () => void>();
  readonly #clock: FakeClock;
  readonly #random: () => number;

  constructor(clock: FakeClock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
    this.upstream = new FakeUpstream(clock.now);
    // Set before the first release: a clock that is set back later would date newer releases before older ones.
    this.upstream.skewMs = (random() * 2 - 1) * SKEW;
    this.apps = Array.from({ length: 6 }, (_, at) =>
      this.upstream.addApp(`app${at}`, at < 4 ? "fleet" : null),
    );
    this.renew();
  }

  /** A second passes. */
  live(): void {
    for (const app of this.apps) {
      const building = app.builds[0]?.status === "pending";
      if (!building && this.#random() < 1 / 300) this.#build(app);
      else if (building && this.#random() < 1 / 60) this.#ends.get(app.id)?.();
    }
    this.note();
  }

  #build(app: FakeApp): void {
    const build = this.upstream.beginBuild(app);
    const end = () => this.upstream.endBuild(app, build, this.#random() < 0.2 ? "failed" : "succeeded");
    this.#ends.set(app.id, end);
  }

  /** Every build ends well and every app is released once more: whatever was known before is now old. */
  renew(): void {
    for (const app of this.apps) {
      const build = app.builds[0]?.status === "pending" ? app.builds[0] : this.upstream.beginBuild(app);
      this.upstream.endBuild(app, build);
    }
    this.note();
  }

  note(): void {
    for (const app of this.apps) {
      const truths = this.#truths.get(app.name) ?? [];
      const fine = app.builds[0] === undefined || app.builds[0].status === "succeeded";
      const version = app.releases[0]?.version ?? 0;
      const last = truths.at(-1);
      if (last?.fine !== fine || last.version !== version)
        truths.push({ from: this.#clock.now(), version, fine });
      this.#truths.set(app.name, truths);
    }
  }

  /** Whether the app was fine in this version at any moment since `from`. */
  wasFine(name: string, version: number, from: number): boolean {
    const truths = this.#truths.get(name) ?? [];
    return truths.some(
      (truth, at) =>
        truth.fine && truth.version === version && (truths[at + 1]?.from ?? Number.POSITIVE_INFINITY) >= from,
    );
  }
}

/** A wall's page, its server and its upstream, by one clock. */
class Life {
  readonly clock = new FakeClock();
  readonly random: () => number;
  readonly world: World;
  /** How far the device's date is off. */
  #device: number;
  readonly #poller: Poller;
  readonly #screen: StoredScreen;
  trouble: Trouble = "none";
  #stale: { apps: FakeApp[]; until: number } | null = null;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.world = new World(this.clock, this.random);
    this.#device = (this.random() * 2 - 1) * SKEW;
    const apps = this.world.apps.map(({ id, name }) => ({ id, name }));
    this.#screen = {
      id: "screen",
      name: "Office",
      layout: { show: { kind: "apps", apps }, names: false, errors: false },
      device_id: "device",
      user_id: "ada",
      email: "ada@example.com",
      created_at: new Date(this.clock.now()).toISOString(),
      last_seen_at: null,
      identify_until: null,
      broadcast: null,
      broadcast_until: null,
    };
    this.#begin();
    const clocks = { steady: () => this.clock.now(), day: () => this.clock.now() + this.#device };
    this.#poller = createPoller({
      clocks,
      request: this.#ask,
      schedule: this.clock.schedule,
      random: this.random,
    });
    this.world.upstream.fault = () => {
      if (this.trouble === "upstream") throw new SlipwayError("upstream_unavailable");
      if (this.trouble === "calls") throw new SlipwayError("rate_limit");
    };
    void this.#poller.poll();
  }

  /** A server that has just started knows nothing. */
  #begin(): void {
    const { now, schedule } = this.clock;
    theWatch.set(new Watch({ now, schedule, random: this.random, remaining: () => null }));
    pipelineCaches.reset();
    rememberedWalls.reset();
  }

  #ask = async (): Promise<WallState> => {
    if (this.trouble === "server") throw new Error("answered 502");
    const now = new Date(this.clock.now());
    return screenState(this.#screen, { requestId: "1", timeZone: "UTC", now }, async (_screen, _at, act) => ({
      value: await act(this.world.upstream.as("ada")),
    }));
  };

  meet(trouble: Trouble): void {
    const { apps } = this.world;
    if (this.#stale) this.#serveTruth();
    if (this.trouble === "server") this.#begin();
    this.trouble = trouble;
    if (trouble === "clock") this.#device = (this.random() * 2 - 1) * SKEW;
    if (trouble === "lies") {
      this.#stale = { apps: structuredClone(apps), until: 0 };
      this.world.renew();
    }
  }

  /** Upstream first tells what is, then what was before. */
  lie(): void {
    if (!this.#stale) return;
    this.world.upstream.serve(this.#stale.apps);
  }

  #serveTruth(): void {
    this.world.upstream.serve(null);
    this.#stale = null;
  }

  async second(): Promise<VirtualElement[]> {
    this.world.live();
    await this.clock.advance(SECOND);
    const now = { steady: this.clock.now(), day: this.clock.now() + this.#device };
    const screen = screenOf(1920, 1080);
    return wallView(this.#poller.state(), {
      now,
      screen,
      fineSince: null,
      pageOf: () => 0,
      awake: null,
      preview: false,
    });
  }
}

/** Apps in green, with the version that stands beside them. */
function greens(pieces: VirtualElement[]): { name: string; version: number }[] {
  return pieces.flatMap((piece) => {
    const below = greens(piece.kids);
    if (!/\bcalm ok\b/.test(piece.classes)) return below;
    const text = textOf(piece);
    return [
      { name: /app\d/.exec(text)?.[0] ?? "", version: Number(/v(\d+)/.exec(text)?.[1] ?? Number.NaN) },
      ...below,
    ];
  });
}

function textOf({ text, kids }: VirtualElement): string {
  return [text ?? "", ...kids.map(textOf)].join(" ");
}

function draw({ random }: Life): number {
  return Math.floor(random() * TROUBLES.length);
}

test.each([1, 2])(
  "an unattended wall shows nothing older than 75 s in green through every fault, and is green again after each (%i)",
  async (seed) => {
    const life = new Life(seed);
    let [seen, recovered, rounds] = [0, 0, 0];
    const met = new Set<Trouble>();
    for (let passed = 0; passed < HOURS * 60; ) {
      // Each in turn first, then by chance: none may be left out.
      const trouble = TROUBLES[met.size < TROUBLES.length ? met.size : draw(life)] ?? "none";
      met.add(trouble);
      life.meet(trouble);
      const minutes = 1 + Math.floor(life.random() * 4);
      for (let second = 0; second < minutes * 60; second += 1) {
        if (second === 40) life.lie();
        const green = greens(await life.second());
        seen += green.length;
        const from = life.clock.now() - LIMIT;
        const old = green.filter(({ name, version }) => !life.world.wasFine(name, version, from));
        expect(old, `${trouble} at second ${second} of minute ${passed}`).toEqual([]);
      }
      life.meet("none");
      for (let second = 0; second < 150; second += 1) {
        const green = greens(await life.second());
        const from = life.clock.now() - LIMIT;
        expect(
          green.filter(({ name, version }) => !life.world.wasFine(name, version, from)),
          `after ${trouble}`,
        ).toEqual([]);
        if (green.length > 0 && second > 120) recovered += 1;
      }
      passed += minutes + 2.5;
      rounds += 1;
    }
    expect([...met].sort()).toEqual([...TROUBLES].sort());
    expect(seen).toBeGreaterThan(1_000);
    expect(recovered, "seconds with green from two minutes after each fault").toBe(29 * rounds);
  },
  120_000,
);
