import type { WatchLimits } from "./limits";
import { pendingIn } from "./movement";
import { dueOf, soonest } from "./next-read";
import { type Budget, pickSeat } from "./pick-grant";
import type { Seat, Watched } from "./types";

/** One thing to ask upstream, with whose grant. */
export type Read =
  | { kind: "list"; seat: Seat }
  | { kind: "couplings"; seat: Seat; apps: Watched[] }
  | { kind: "latest"; seat: Seat; pipeline: string; apps: Watched[] }
  | { kind: "whole"; seat: Seat; app: Watched }
  | { kind: "dynos"; seat: Seat; app: Watched }
  /** The newest so many builds and releases; `idle`: enough to tell that nothing is new. */
  | { kind: "newest"; seat: Seat; app: Watched; builds: number; releases: number; idle: boolean };

export type World = Budget & {
  limits: WatchLimits;
  seats: Iterable<Seat>;
  apps: Iterable<Watched>;
  /** Whether webhooks tell of an app, and whether this server is the one that asks about it. */
  isInstant: (app: string) => boolean;
  isOurs: (app: string) => boolean;
};

/** What to read now, when to plan again (ms of our clock), and what is read more rarely to save calls. */
export type Plan = { reads: Read[]; at: number; slowed: Set<Watched> };

type Groups = {
  /** By pipeline, else by app. */
  pending: Map<string, Watched[]>;
  /** By pipeline: what is due, and all that may be asked about with it. */
  idle: Map<string, Watched[]>;
  members: Map<string, Watched[]>;
  uncoupled: Watched[];
};

/** From so many pending apps on, the two calls for their pipeline are fewer than one for each. */
const PENDING_TOGETHER = 3;
/** When nobody may read now, whether somebody may is asked again after this. */
const ROUND_MS = 2_000;
const NEWEST = { kind: "newest", builds: 1, releases: 1, idle: true } as const;

/** What to ask next, and with whose grant: pure, for the state of the world at `now`. */
export function plan(given: Omit<World, "taken">): Plan {
  const world: World = { ...given, taken: new Map() };
  const planned: Plan = { reads: [], at: Number.POSITIVE_INFINITY, slowed: new Set() };
  const groups: Groups = { pending: new Map(), idle: new Map(), members: new Map(), uncoupled: [] };
  for (const seat of world.seats) {
    if (seat.listing) continue;
    if (seat.dueAt <= world.now) planned.reads.push({ kind: "list", seat });
    else later(planned, seat.dueAt);
  }
  for (const app of world.apps) {
    if (app.lookers.size === 0 || isBusy(app)) continue;
    // Who watches it may not have read it yet.
    if (app.summary && !world.isOurs(app.id)) continue;
    if (app.retryAt > world.now) later(planned, app.retryAt);
    else planApp(app, world, planned, groups);
  }
  for (const [pipeline, apps] of groups.pending)
    if (apps.length >= PENDING_TOGETHER) for (const app of apps) append(groups.idle, pipeline, app);
  for (const [pipeline, apps] of groups.idle) planLatest(pipeline, apps, groups, world, planned);
  for (const apps of groups.pending.values()) planPending(apps, world, planned);
  planCouplings(groups.uncoupled, world, planned);
  return planned;
}

/** Takes the most urgent of what is due: all of it, what is pending, whether anything is new, the dynos. */
function planApp(app: Watched, world: World, planned: Plan, groups: Groups): void {
  const { now, limits } = world;
  if (app.coupledAt === null || now - app.coupledAt >= limits.couplingsMs) groups.uncoupled.push(app);
  if (!app.summary || app.satisfied < app.wanted) {
    readOne(app, (seat) => ({ kind: "whole", seat, app }), world, planned);
    return;
  }
  if (app.shared && app.pipeline) append(groups.members, app.pipeline, app);
  const pace = { limits, now, instant: world.isInstant(app.id) };
  const usual = soonest(dueOf(app, { ...pace, scarcity: 1 }));
  const chosen = usual > now ? null : pickSeat(app.lookers, (seat) => Number(seat.apps.has(app.id)), world);
  if (usual <= now && chosen?.scarcity !== 1) planned.slowed.add(app);
  if (!chosen) {
    later(planned, usual > now ? usual : now + ROUND_MS);
    return;
  }
  const due = dueOf(app, { ...pace, scarcity: chosen.scarcity });
  if (due.pending !== null && due.pending <= now) {
    append(groups.pending, app.shared && app.pipeline ? app.pipeline : app.id, app);
  } else if (due.idle <= now) {
    if (app.shared && app.pipeline) append(groups.idle, app.pipeline, app);
    else planned.reads.push({ ...NEWEST, seat: chosen.seat, app });
  } else if (due.dynos <= now) planned.reads.push({ kind: "dynos", seat: chosen.seat, app });
  else later(planned, soonest(due));
}

/** Each by itself, unless its pipeline is asked anyway. */
function planPending(apps: Watched[], world: World, planned: Plan): void {
  const asked = askedIn(planned);
  for (const app of apps.filter((one) => !asked.has(one))) {
    const depth = app.summary ? pendingIn(app.summary) : { builds: 1, releases: 1 };
    readOne(app, (seat) => ({ kind: "newest", seat, app, ...depth, idle: false }), world, planned);
  }
}

/** One call each for the newest builds and releases of all apps of a pipeline that the grant sees. */
function planLatest(pipeline: string, due: Watched[], groups: Groups, world: World, planned: Plan): void {
  const asked = askedIn(planned);
  let left = due;
  let members = (groups.members.get(pipeline) ?? due).filter((app) => !asked.has(app));
  while (left.length > 0) {
    const sees = (seat: Seat) =>
      seat.refused.has(pipeline) ? 0 : left.filter((app) => seat.apps.has(app.id)).length;
    const chosen = pickSeat(lookersOf(left), sees, world);
    if (!chosen) break;
    const apps = members.filter((app) => chosen.seat.apps.has(app.id));
    planned.reads.push({ kind: "latest", seat: chosen.seat, pipeline, apps });
    left = left.filter((app) => !apps.includes(app));
    members = members.filter((app) => !apps.includes(app));
  }
  // Whoever may see an app need not see its pipeline.
  for (const app of left) readOne(app, (seat) => ({ ...NEWEST, seat, app }), world, planned);
}

function planCouplings(uncoupled: Watched[], world: World, planned: Plan): void {
  const sees = (seat: Seat) => uncoupled.filter((app) => seat.apps.has(app.id)).length;
  const chosen = pickSeat(
    lookersOf(uncoupled),
    (seat) => (seat.refused.has("couplings") ? 0 : sees(seat)),
    world,
  );
  if (!chosen) return;
  const apps = uncoupled.filter((app) => chosen.seat.apps.has(app.id));
  planned.reads.push({ kind: "couplings", seat: chosen.seat, apps });
}

/** Reads one app with whichever grant may; none may: later. */
function readOne(app: Watched, readWith: (seat: Seat) => Read, world: World, planned: Plan): void {
  const chosen = pickSeat(app.lookers, (seat) => Number(seat.apps.has(app.id)), world);
  if (chosen) {
    planned.reads.push(readWith(chosen.seat));
    return;
  }
  planned.slowed.add(app);
  later(planned, world.now + ROUND_MS);
}

/** What is read of it anyway; whoever was told of a change does not wait for less than all of it. */
function isBusy({ reading, readingWhole, satisfied, wanted }: Watched): boolean {
  return reading !== undefined && (readingWhole || satisfied >= wanted);
}

function askedIn({ reads }: Plan): Set<Watched> {
  return new Set(reads.flatMap((read) => ("apps" in read ? read.apps : "app" in read ? [read.app] : [])));
}

function lookersOf(apps: Watched[]): Set<Seat> {
  return new Set(apps.flatMap((app) => [...app.lookers]));
}

function later(planned: Plan, at: number): void {
  planned.at = Math.min(planned.at, at);
}

function append(groups: Map<string, Watched[]>, key: string, app: Watched): void {
  const group = groups.get(key);
  if (group) group.push(app);
  else groups.set(key, [app]);
}
