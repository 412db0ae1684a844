import { describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { AppSummary } from "@/lib/schemas/summary";
import { aBuild, aDyno, anApp, aRelease } from "@/test/builders/objects";
import type { Effect, Environment, StateEvent } from "./events";
import { watchLimits } from "./limits";
import { reduce } from "./reduce";
import { emptyState, type GrantSubscription, type Read, type Watched, type WatchState } from "./types";

const NOW = Date.UTC(2026, 4, 12, 10);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const app = anApp({ id: "app-1", name: "harbour" });
const summary: AppSummary = {
  app: { id: app.id, name: app.name },
  builds: [aBuild()],
  releases: [aRelease({ current: true })],
  current: aRelease({ current: true }),
  dynos: [aDyno()],
  first_error: null,
  read_at: "",
  dynos_read_at: null,
  failed: null,
};
const pending = aBuild({ id: "build-2", status: "pending", slug: null, release: null });
const withPending: AppSummary = { ...summary, builds: [pending, aBuild()] };

/** A step happens `after` ms; `event` sees the state to find the number of a read. */
type Step = { after?: number; env?: Partial<Environment>; event: (state: WatchState) => StateEvent };

/** Applies steps in order. Returns the last state and the effects of the last step. */
function run(steps: Step[]): { state: WatchState; effects: Effect[]; now: number } {
  let now = NOW;
  let result: { state: WatchState; effects: Effect[] } = { state: emptyState, effects: [] };
  for (const { after = 0, env, event } of steps) {
    now += after;
    const usual = { limits: watchLimits, random: () => 0.5, remaining: () => null };
    const peers = { isInstant: () => false, isOurs: () => true };
    result = reduce(result.state, event(result.state), { now, ...usual, ...peers, ...env });
  }
  return { ...result, now };
}

const step = (event: StateEvent, after = 0, env: Partial<Environment> = {}): Step => ({
  event: () => event,
  after,
  env,
});
const tick = (after = 0, env: Partial<Environment> = {}) => step({ type: "tick" }, after, env);

/** The end of the read of this kind that is in progress. */
function answer(
  kind: Read["kind"],
  make: (read: number) => StateEvent,
  env: Partial<Environment> = {},
): Step {
  return {
    env,
    event: ({ reads }) => {
      const [id] = [...reads].find(([, { read }]) => read.kind === kind) ?? [];
      if (id === undefined) throw new Error(`No read of kind ${kind} is in progress.`);
      return make(id);
    },
  };
}
const listed = (apps = [app]) => answer("list", (read) => ({ type: "listed", read, apps }));
const read = (of: AppSummary) => answer("whole", (id) => ({ type: "summaryRead", read: id, summary: of }));
const fail = (kind: Read["kind"], error: Error) =>
  answer(kind, (id) => ({ type: "readFailed", read: id, error }));
const noCouplings = answer("couplings", (id) => ({ type: "couplingsRead", read: id, pipelines: new Map() }));

/** One grant whose stream subscribes to one app. */
const subscribed: Step[] = [
  step({ type: "grantUsed", grant: "ada", account: "ada" }),
  step({ type: "listRequested", grant: "ada" }),
  listed(),
  step({ type: "subscribed", grant: "ada", stream: 1, apps: [app], kind: "page" }),
  tick(),
  noCouplings,
];
/** The same after its first complete read. */
const watched: Step[] = [...subscribed, read(summary), tick()];
/** The same while a build is pending. */
const building: Step[] = [...subscribed, read(withPending), tick()];
/** The same after another app list, so that the app's timestamp is known. */
const stamped: Step[] = [...watched, tick(MINUTE), listed()];
/** A check of the newest build and release is in progress. */
const checking: Step[] = [...watched, tick(31 * SECOND)];

const newest = (build = aBuild()) =>
  answer("newest", (id) => ({
    type: "newestRead",
    read: id,
    facts: new Map([[app.id, { build, release: aRelease() }]]),
  }));
const reportedChange = step({ type: "changeReported", app: app.id });
const unavailable = new SlipwayError("upstream_unavailable");

const appOf = ({ apps }: WatchState): Watched | undefined => apps.get(app.id);
const grantOf = ({ subscriptions }: WatchState): GrantSubscription | undefined => subscriptions.get("ada");
const kinds = (effects: Effect[]) =>
  effects.map((effect) => (effect.type === "read" ? effect.read.kind : effect.type));

describe("the state of an app", () => {
  test.each<[string, Step[], Partial<Watched>]>([
    ["is read completely when it is first watched", subscribed, { readingWhole: true, summary: undefined }],
    [
      "is stored with the time of the answer",
      watched,
      { summary, readAt: NOW, fetchedRevision: 1, reading: null },
    ],
    ["is pending since a build was found pending", building, { pendingSince: NOW }],
    [
      "is fresh after an unchanged check",
      [...checking, newest()],
      { readAt: NOW + 31 * SECOND, requestedRevision: 1 },
    ],
    [
      "is requested again after a different newest build",
      [...checking, newest(pending)],
      { requestedRevision: 2 },
    ],
    [
      "is requested once for the same newest build",
      [...checking, newest(pending), tick(), read(summary), tick(31 * SECOND), newest(pending)],
      { requestedRevision: 2, fetchedRevision: 2 },
    ],
    [
      "is requested again by a reported change",
      [...watched, step({ type: "changeReported", app: "harbour" }, 5)],
      { requestedRevision: 2, changedAt: NOW + 5, readingWhole: true },
    ],
    [
      "is not replaced by an older answer",
      [...building, reportedChange, read(summary)],
      { summary: withPending, olderSince: NOW, fault: "heroku", failures: 1 },
    ],
    [
      "is replaced by an older answer after five minutes of older answers",
      [
        ...building,
        step({ type: "changeReported", app: app.id }),
        read(summary),
        tick(watchLimits.believeMs),
        read(summary),
      ],
      { summary, olderSince: null, fault: null },
    ],
    [
      "has a fault and a backoff after a failed read",
      [...checking, fail("newest", unavailable)],
      { fault: "heroku", failures: 1, error: unavailable, summary },
    ],
    [
      "has no fault after the next answer",
      [...checking, fail("newest", unavailable), tick(MINUTE), newest()],
      { fault: null, failures: 0, error: null },
    ],
    [
      "is slowed after a rate limit",
      [...checking, fail("newest", new SlipwayError("rate_limit"))],
      { slowed: true, fault: null, failures: 0 },
    ],
    [
      "is received from another server",
      [...subscribed, step({ type: "peerRead", app: app.id, summary, ageMs: 400 })],
      { summary, readAt: NOW - 400, fetchedRevision: 1 },
    ],
    [
      "takes its name from the app list",
      [...watched, tick(MINUTE), listed([{ ...app, name: "quay" }])],
      { name: "quay" },
    ],
    [
      "is confirmed by an app list with the same timestamp",
      [...stamped, tick(MINUTE), listed()],
      { unchangedAt: NOW + 2 * MINUTE, readAt: NOW },
    ],
    [
      "is checked after a later timestamp",
      [...stamped, tick(MINUTE), listed([{ ...app, updated_at: "2027-01-01T00:00:00Z" }])],
      { checkedAt: 0, unchangedAt: 0 },
    ],
    [
      "has no watcher after the stream's end",
      [...watched, step({ type: "unsubscribed", grant: "ada", stream: 1 }), tick()],
      { watchers: new Set() },
    ],
    ["asks for its coupling again", [...watched, step({ type: "couplingsChanged" })], { coupledAt: null }],
  ])("%s", (_, steps, expected) => {
    expect(appOf(run(steps).state)).toMatchObject(expected);
  });

  test("is forgotten five minutes after it was last watched", () => {
    const left = [...watched, step({ type: "unsubscribed", grant: "ada", stream: 1 }), tick()];
    const other = step({ type: "grantUsed", grant: "ben", account: "ben" }, watchLimits.forgetMs + 1);
    const again = step({ type: "polled", grant: "ben", apps: [], kind: "page", isOnce: false });
    const outdated = step({ type: "unsubscribed", grant: "ada", stream: 1 });
    const { state, effects } = run([...left, other, again, outdated, tick()]);
    expect(appOf(state)).toBeUndefined();
    expect(grantOf(state)).toBeUndefined();
    expect(effects).toContainEqual({ type: "forgetGrant", grant: "ada" });
  });
});

describe("the subscription of a grant", () => {
  test.each<[string, Step[], Partial<GrantSubscription> | undefined]>([
    [
      "is listed again after about a minute",
      watched,
      { listedAt: NOW, dueAt: NOW + 0.95 * MINUTE, listing: null },
    ],
    [
      "has a list read in progress once that is due",
      [...watched, tick(MINUTE)],
      { listing: 4, requestedAt: NOW + MINUTE },
    ],
    [
      "backs off after a failed list",
      [...watched, tick(MINUTE), fail("list", unavailable)],
      { failures: 1, error: unavailable },
    ],
    [
      "lists at once when an app answers again",
      [...watched, tick(MINUTE), fail("list", unavailable), newest()],
      { failures: 1, dueAt: NOW + MINUTE },
    ],
    [
      "stores the refusal of an app",
      [...checking, fail("newest", new SlipwayError("forbidden"))],
      { refused: new Set([app.id]) },
    ],
    [
      "forgets refusals after the next list",
      [...checking, fail("newest", new SlipwayError("forbidden")), tick(), listed()],
      { refused: new Set() },
    ],
    [
      "remembers a name that is not found",
      [...watched, step({ type: "appNotFound", grant: "ada", name: "none" })],
      { absent: new Set(["none"]) },
    ],
    [
      "is removed when the grant is revoked",
      [...checking, fail("newest", new SlipwayError("unauthorized"))],
      undefined,
    ],
    [
      "is removed when its list is unauthorized",
      [...watched, tick(MINUTE), fail("list", new SlipwayError("unauthorized"))],
      undefined,
    ],
  ])("%s", (_, steps, expected) => {
    const subscription = grantOf(run(steps).state);
    if (expected) expect(subscription).toMatchObject(expected);
    else expect(subscription).toBeUndefined();
  });
});

describe("the effects", () => {
  const fresh = { type: "send" as const, stream: 1 };
  test.each<[string, Step[], { type: Effect["type"]; [field: string]: unknown }[]]>([
    [
      "of a first answer share it",
      [...subscribed, read(summary)],
      [
        { type: "shareRead", summary },
        { type: "shareRead", summary: null },
      ],
    ],
    [
      "of a new build invalidate the app and send the event",
      [...watched, reportedChange, read(withPending)],
      [
        { type: "invalidate", app: app.id },
        { type: "send", stream: 1, event: { type: "build" } },
      ],
    ],
    [
      "of a check that finds a change of an app with webhooks report it as missed",
      [...checking, { ...newest(pending), env: { isInstant: () => true } }],
      [{ type: "reportMissed", app: app.id }],
    ],
    [
      "of a failed read send the age",
      [...checking, fail("newest", unavailable)],
      [{ ...fresh, event: { apps: [{ fault: "heroku" }] } }],
    ],
    [
      "of a revoked grant end its streams",
      [...checking, fail("newest", new SlipwayError("unauthorized"))],
      [
        { type: "endStream", stream: 1 },
        { type: "forgetGrant", grant: "ada" },
      ],
    ],
    [
      "of lost access send that the app is gone",
      [...watched, tick(MINUTE), listed([])],
      [{ type: "send", stream: 1, event: { type: "app", change: "gone" } }],
    ],
    [
      "of a change of an app that another server reads forward it",
      [...watched, { ...reportedChange, env: { isOurs: () => false } }],
      [{ type: "forwardChange", app: app.id }],
    ],
    [
      "of a change of an unknown app forward it",
      [step({ type: "changeReported", app: "unknown" })],
      [{ type: "forwardChange", app: "unknown" }],
    ],
    [
      "of a stream of a revoked grant end it",
      [step({ type: "subscribed", grant: "none", stream: 7, apps: [], kind: "page" })],
      [{ type: "endStream", stream: 7 }],
    ],
    [
      "of due ages send them",
      [...watched, step({ type: "agesDue", grant: "ada", stream: 1 }, 3 * SECOND)],
      [{ ...fresh, event: { apps: [{ age_ms: 3 * SECOND, fault: null }] } }],
    ],
    ["of a tick without viewers cancel the timer", [tick()], [{ type: "wake", at: null }]],
    ["of an answer make a tick due", [...checking, newest()], [{ type: "wake", at: NOW + 31 * SECOND }]],
  ])("%s", (_, steps, expected) => {
    const { effects } = run(steps);
    const types = new Set(expected.map(({ type }) => type));
    expect(effects.filter(({ type }) => types.has(type))).toMatchObject(expected);
  });

  test.each<[string, Step[], string[]]>([
    [
      "begin a complete read and one of the couplings",
      subscribed.slice(0, 5),
      ["shareWatched", "whole", "couplings", "wake"],
    ],
    ["begin a check once it is due", checking, ["newest", "wake"]],
    ["begin nothing before it is due", [...watched, tick(20 * SECOND)], ["wake"]],
    ["read only pending items while a build is pending", [...building, tick(2 * SECOND)], ["newest", "wake"]],
    [
      "begin nothing with an account whose calls are used up",
      [...watched, tick(31 * SECOND, { remaining: () => 50 })],
      ["send", "wake"],
    ],
    [
      "begin nothing for an app that another server reads",
      [...watched, tick(31 * SECOND, { isOurs: () => false })],
      ["wake"],
    ],
  ])("of a tick %s", (_, steps, expected) => {
    expect(kinds(run(steps).effects)).toEqual(expected);
  });
});

test("reduce does not modify the given state", () => {
  const steps = [...building, reportedChange, read(summary), tick(MINUTE), listed([]), tick()];
  for (let length = 1; length < steps.length; length += 1) {
    const { state, now } = run(steps.slice(0, length));
    const before = structuredClone(state);
    const next = steps[length]?.event(state);
    if (next)
      reduce(state, next, {
        now: now + (steps[length]?.after ?? 0),
        limits: watchLimits,
        random: () => 0.5,
        remaining: () => null,
        isInstant: () => false,
        isOurs: () => true,
      });
    expect(structuredClone(state)).toEqual(before);
  }
});
