import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aBuild, aDyno, anApp, aRelease } from "@/test/builders/objects";
import { FakeUpstream } from "@/test/harness/fake-upstream";
import { EMPTY, watchLimits } from "./limits";
import { plan, type Read } from "./plan";
import { type Account, newSeat, newWatched, type Seat, type Watched } from "./types";

const NOW = 10_000_000_000;

type Given = {
  apps: {
    pipeline: number;
    pending: boolean;
    read: boolean;
    ageMs: number;
    retryMs: number;
    screen: boolean;
  }[];
  seats: { account: number; sees: boolean[]; listedMs: number; refused: boolean }[];
  remaining: (number | null)[];
};

const given: fc.Arbitrary<Given> = fc.record({
  apps: fc.array(
    fc.record({
      pipeline: fc.integer({ min: -1, max: 2 }),
      pending: fc.boolean(),
      read: fc.boolean(),
      ageMs: fc.integer({ min: 0, max: 200_000 }),
      retryMs: fc.constantFrom(0, 0, 0, 5_000),
      screen: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
  seats: fc.array(
    fc.record({
      account: fc.integer({ min: 0, max: 2 }),
      sees: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      listedMs: fc.integer({ min: 0, max: 100_000 }),
      refused: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  remaining: fc.array(fc.option(fc.integer({ min: 0, max: 4_500 })), { minLength: 3, maxLength: 3 }),
});

function worldOf({ apps: givenApps, seats: givenSeats, remaining }: Given) {
  const upstream = new FakeUpstream(() => NOW);
  const seats: Seat[] = givenSeats.map(({ account, listedMs }, at) => ({
    ...newSeat(upstream.as(String(account), `grant-${at}`), NOW),
    listedAt: NOW - listedMs,
    dueAt: NOW - listedMs + watchLimits.permissionMs,
  }));
  const apps: Watched[] = givenApps.map((one, at) => {
    const app = anApp({ id: `app-${at}`, name: `app-${at}` });
    const lookers = new Set(seats.filter((_, seat) => givenSeats[seat]?.sees[at]));
    for (const seat of lookers) seat.apps.set(app.id, app);
    return {
      ...newWatched(app, NOW),
      pipeline: one.pipeline < 0 ? null : `pipeline-${one.pipeline}`,
      shared: one.pipeline >= 0,
      coupledAt: NOW,
      look: one.screen ? "screen" : "page",
      lookers,
      satisfied: one.read ? 1 : 0,
      summary: one.read
        ? {
            app,
            builds: [aBuild({ status: one.pending ? "pending" : "succeeded" })],
            releases: [aRelease()],
            current: null,
            dynos: [aDyno()],
            first_error: null,
            read_at: "",
            failed: null,
          }
        : undefined,
      pendingSince: one.pending ? NOW - one.ageMs : null,
      sensedAt: NOW - one.ageMs,
      pendingAt: NOW - one.ageMs,
      readAt: NOW - one.ageMs,
      dynosAt: NOW,
      retryAt: NOW + one.retryMs,
    };
  });
  givenSeats.forEach(({ refused }, at) => {
    if (refused) seats[at]?.refused.add("pipeline-0");
  });
  const accounts = new Map<string, Account>();
  const account = (id: string): Account => {
    const known = accounts.get(id) ?? { usedAt: 0, retryAt: 0, failures: 0 };
    accounts.set(id, known);
    return known;
  };
  return {
    now: NOW,
    limits: watchLimits,
    seats,
    apps,
    account,
    remaining: (id: string) => remaining[Number(id)] ?? null,
    isInstant: () => false,
    isOurs: () => true,
  };
}

const appsOf = (read: Read): Watched[] => ("apps" in read ? read.apps : "app" in read ? [read.app] : []);

describe("the plan", () => {
  test("reads only with a grant that looks and sees, of an account that has calls left, and nothing too early", () => {
    fc.assert(
      fc.property(given, (some) => {
        const world = worldOf(some);
        const { reads, at } = plan(world);
        for (const read of reads) {
          if (read.kind === "list") {
            expect(read.seat.dueAt).toBeLessThanOrEqual(NOW);
            continue;
          }
          expect(world.remaining(read.seat.account) ?? EMPTY).toBeGreaterThanOrEqual(EMPTY);
          for (const app of appsOf(read)) {
            expect(read.seat.apps.has(app.id)).toBe(true);
            expect(app.retryAt).toBeLessThanOrEqual(NOW);
          }
          if (read.kind === "latest") expect(read.seat.refused.has(read.pipeline)).toBe(false);
          if (read.kind === "newest" && read.idle)
            expect(NOW - read.app.sensedAt).toBeGreaterThanOrEqual(watchLimits.screenMs * 0.9);
        }
        expect(at).toBeGreaterThan(NOW - 1);
      }),
    );
  });

  test("asks about no app twice, and about every app that is due and that somebody may read", () => {
    fc.assert(
      fc.property(given, (some) => {
        const world = worldOf(some);
        const { reads, slowed } = plan(world);
        const asked = reads.flatMap(appsOf);
        expect(new Set(asked).size).toBe(asked.length);
        for (const app of world.apps) {
          const usual = app.look === "screen" ? watchLimits.screenMs : watchLimits.pageMs;
          const isDue = app.shared && app.summary && NOW - app.sensedAt >= usual;
          if (!isDue || app.lookers.size === 0 || app.retryAt > NOW) continue;
          expect(asked.includes(app) || slowed.has(app)).toBe(true);
        }
      }),
    );
  });

  test("is the same for the same world, and leaves the world as it was", () => {
    fc.assert(
      fc.property(given, (some) => {
        const [one, other] = [worldOf(some), worldOf(some)];
        const told = (world: ReturnType<typeof worldOf>) =>
          plan(world).reads.map((read) => [read.kind, read.seat.grant, appsOf(read).map(({ id }) => id)]);
        expect(told(one)).toEqual(told(other));
        expect(told(one)).toEqual(told(other));
      }),
    );
  });
});
