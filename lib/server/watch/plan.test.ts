import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_CALLS } from "@/lib/server/heroku/rate";
import { aBuild, aDyno, anApp, aRelease } from "@/test/builders/objects";
import { watchLimits } from "./limits";
import { plan } from "./plan";
import { appsOf } from "./read-rules";
import { type GrantSubscription, newSubscription, newWatched, unusedAccount, type Watched } from "./types";

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
  subscriptions: { account: number; sees: boolean[]; listedMs: number; refused: boolean }[];
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
  subscriptions: fc.array(
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

function inputOf({ apps: givenApps, subscriptions: givenSubscriptions, remaining }: Given) {
  const appOf = (at: number) => anApp({ id: `app-${at}`, name: `app-${at}` });
  const subscriptions = givenSubscriptions.map(
    ({ account, sees, listedMs, refused }, at): GrantSubscription => {
      const seen = givenApps.flatMap((_, index) => (sees[index] ? [appOf(index)] : []));
      return {
        ...newSubscription({ grant: `grant-${at}`, account: String(account) }, NOW),
        apps: new Map(seen.map((app) => [app.id, app])),
        polls: new Map(seen.map(({ id }) => [id, { kind: "page", until: NOW + 1 }])),
        listedAt: NOW - listedMs,
        dueAt: NOW - listedMs + watchLimits.permissionMs,
        refused: new Set(refused ? ["pipeline-0"] : []),
      };
    },
  );
  const apps = givenApps.map((one, at): Watched => {
    const app = appOf(at);
    return {
      ...newWatched(app, NOW),
      pipeline: one.pipeline < 0 ? null : `pipeline-${one.pipeline}`,
      shared: one.pipeline >= 0,
      coupledAt: NOW,
      viewerKind: one.screen ? "screen" : "page",
      watchers: new Set(subscriptions.flatMap(({ grant, apps: seen }) => (seen.has(app.id) ? [grant] : []))),
      fetchedRevision: one.read ? 1 : 0,
      summary: one.read
        ? {
            app,
            builds: [aBuild({ status: one.pending ? "pending" : "succeeded" })],
            releases: [aRelease()],
            current: null,
            dynos: [aDyno()],
            first_error: null,
            read_at: "",
            dynos_read_at: null,
            failed: null,
          }
        : undefined,
      pendingSince: one.pending ? NOW - one.ageMs : null,
      checkedAt: NOW - one.ageMs,
      pendingCheckedAt: NOW - one.ageMs,
      readAt: NOW - one.ageMs,
      dynosAt: NOW,
      retryAt: NOW + one.retryMs,
    };
  });
  return {
    now: NOW,
    limits: watchLimits,
    subscriptions: new Map(subscriptions.map((subscription) => [subscription.grant, subscription])),
    apps,
    account: () => unusedAccount,
    remaining: (id: string) => remaining[Number(id)] ?? null,
    isInstant: () => false,
    isOurs: () => true,
  };
}

describe("plan", () => {
  test("uses only watching grants with access, of accounts with remaining calls, and reads nothing too early", () => {
    fc.assert(
      fc.property(given, (some) => {
        const input = inputOf(some);
        const { reads, at } = plan(input);
        for (const read of reads) {
          if (read.kind === "list") {
            expect(read.subscription.dueAt).toBeLessThanOrEqual(NOW);
            continue;
          }
          expect(input.remaining(read.subscription.account) ?? EMPTY_CALLS).toBeGreaterThanOrEqual(
            EMPTY_CALLS,
          );
          for (const app of appsOf(read)) {
            expect(read.subscription.apps.has(app.id)).toBe(true);
            expect(app.retryAt).toBeLessThanOrEqual(NOW);
          }
          if (read.kind === "latest") expect(read.subscription.refused.has(read.pipeline)).toBe(false);
          if (read.kind === "newest" && read.idle)
            expect(NOW - read.app.checkedAt).toBeGreaterThanOrEqual(watchLimits.screenMs * 0.9);
        }
        expect(at).toBeGreaterThan(NOW - 1);
      }),
    );
  });

  test("reads no app twice, and reads every due app that some grant may read", () => {
    fc.assert(
      fc.property(given, (some) => {
        const input = inputOf(some);
        const { reads, slowed } = plan(input);
        const asked = reads.flatMap(appsOf);
        expect(new Set(asked).size).toBe(asked.length);
        for (const app of input.apps) {
          const usual = app.viewerKind === "screen" ? watchLimits.screenMs : watchLimits.pageMs;
          const isDue = app.shared && app.summary && NOW - app.checkedAt >= usual;
          if (!isDue || app.watchers.size === 0 || app.retryAt > NOW) continue;
          expect(asked.includes(app) || slowed.has(app)).toBe(true);
        }
      }),
    );
  });

  test("returns the same plan for the same input and does not modify the input", () => {
    fc.assert(
      fc.property(given, (some) => {
        const [one, other] = [inputOf(some), inputOf(some)];
        const summary = (input: ReturnType<typeof inputOf>) =>
          plan(input).reads.map((read) => [
            read.kind,
            read.subscription.grant,
            appsOf(read).map(({ id }) => id),
          ]);
        expect(summary(one)).toEqual(summary(other));
        expect(summary(one)).toEqual(summary(other));
      }),
    );
  });
});
