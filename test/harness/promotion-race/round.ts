import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Promotion, PromotionCreate } from "@/lib/schemas/promotion";
import { toRelease, UpstreamRelease } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Actor } from "@/lib/server/promotions/actor";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { presentOwn } from "@/lib/server/promotions/present";
import { quick, run } from "@/test/harness/dashboard/promotions";
import type { Caller } from "@/test/harness/platform/checked-call";
import { seeded } from "@/test/harness/seeded-random";
import { type Lane, type Move, type Moved, moveOn } from "./moves";

const limits = {
  ...quick,
  checkMs: 6,
  slowCheckMs: 6,
  slowestCheckMs: 6,
  abandonedPromotionMs: 250,
  abandonedMs: 250,
};

/** One interleaving: what was reviewed, what happened around the request, and the result. */
export type Round = {
  slug: string;
  moves: Moved[];
  /** Positions, in the order of calls, of the last reads of source and target before the request; null if nothing was sent. */
  read: { source: number; target: number };
  sent: number[];
  twice: boolean;
  answer: "arrived" | "lost" | "never sent";
  outcomes: (Promotion | SlipwayError)[];
  /** Releases of the target since the review, oldest first. */
  made: UpstreamRelease[];
  reviewedVersion: number;
};

const HOOKS = 16;

/** Runs the interleaving of a seed on a lane. */
export async function playRound(
  platform: Caller,
  { heroku, user }: Actor,
  lane: Lane,
  seed: number,
): Promise<Round> {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const review = await setUp(platform, lane, pick);
  const answer = pick(10) === 0 ? (pick(2) === 0 ? "lost" : "never sent") : "arrived";
  const moves: Move[] = Array.from({ length: [0, 1, 1, 1, 2][pick(5)] ?? 1 }, () => ({
    app: pick(3) === 0 ? "source" : "target",
    kind:
      (["config", "other slug", answer === "arrived" ? "same slug" : "config"] as const)[pick(3)] ?? "config",
    at: pick(HOOKS),
  }));
  const twice = pick(5) === 0;
  const round: Round = {
    slug: review.slug,
    moves: [],
    read: { source: -1, target: -1 },
    sent: [],
    twice,
    answer,
    outcomes: [],
    made: [],
    reviewedVersion: review.version,
  };
  let clock = 0;
  const carryOut = async (at: number) => {
    for (const move of moves.filter((one) => one.at === at)) {
      moves.splice(moves.indexOf(move), 1);
      const release = await moveOn(platform, lane, move, review.slug, `${seed}-${clock}-${move.app}`);
      clock += 1;
      round.moves.push({ ...move, over: clock, release });
    }
  };
  const watched = (): Heroku => {
    let calls = 0;
    return {
      ...heroku,
      request: async (endpoint, call) => {
        calls += 1;
        await carryOut(calls);
        const begun = ++clock;
        if (endpoint === "releases" && round.sent.length === 0) {
          if (call.params?.app === lane.source) round.read.source = begun;
          if (call.params?.app === lane.target) round.read.target = begun;
        }
        if (endpoint !== "createPromotion" && endpoint !== "createRelease")
          return heroku.request(endpoint, call);
        round.sent.push(begun);
        if (answer === "never sent") throw new SlipwayError("upstream_timeout", { cause: new Error("cut") });
        const reply = await heroku.request(endpoint, call);
        if (answer === "lost") throw new SlipwayError("upstream_timeout", { cause: new Error("cut") });
        return reply;
      },
    };
  };
  await carryOut(0);
  const tries = Array.from({ length: twice ? 2 : 1 }, () => send({ heroku: watched(), user }, review.body));
  round.outcomes = await Promise.all(tries);
  for (const at of [...moves].map((move) => move.at)) await carryOut(at);
  round.outcomes = await Promise.all(round.outcomes.map((outcome) => settled(outcome, { heroku, user })));
  round.made = (await releasesSince(platform, lane.target, review.version)).reverse();
  return round;
}

async function send(actor: Actor, body: PromotionCreate): Promise<Promotion | SlipwayError> {
  try {
    return await createPromotion(actor, body, { limits, start: () => {} });
  } catch (error) {
    if (error instanceof SlipwayError) return error;
    throw error;
  }
}

async function settled(outcome: Promotion | SlipwayError, actor: Actor): Promise<Promotion | SlipwayError> {
  if (outcome instanceof SlipwayError) return outcome;
  await run(outcome.id, actor.heroku, limits);
  return presentOwn(outcome.id, actor);
}

/** Returns a source that runs another slug than the target, and the body that a user sends after the review. */
async function setUp(platform: Caller, lane: Lane, pick: (below: number) => number) {
  const slug = lane.slugs[pick(lane.slugs.length)] ?? "";
  const other = lane.slugs.find((one) => one !== slug) ?? "";
  const source = await ensure(platform, lane.source, (running) => running === slug, slug);
  const target = await ensure(platform, lane.target, (running) => running !== slug, other);
  const body: PromotionCreate = {
    pipeline: pick(2) === 0 ? lane.pipeline : null,
    source: { app: lane.source, release: source.id, slug },
    targets: [{ app: lane.target, expected_current: target.id }],
    order: "together",
  };
  return { slug, body, version: target.version };
}

async function ensure(
  platform: Caller,
  app: string,
  fits: (slug: string | undefined) => boolean,
  slug: string,
): Promise<UpstreamRelease> {
  const [newest] = await releasesSince(platform, app, 0, 1);
  if (newest?.current && fits(newest.slug?.id)) return newest;
  const answer = await platform.call("POST", `/apps/${app}/releases`, { body: { slug } });
  return UpstreamRelease.parse(await answer.json());
}

async function releasesSince(
  platform: Caller,
  app: string,
  version: number,
  max = 20,
): Promise<UpstreamRelease[]> {
  const headers = { Range: `version ..; max=${max}, order=desc` };
  const rows: unknown[] = await (await platform.call("GET", `/apps/${app}/releases`, { headers })).json();
  return rows.map((row) => UpstreamRelease.parse(row)).filter((release) => release.version > version);
}

/** Returns the target's releases by Slipway, without those of the moves. */
export const ours = ({ made, moves }: Round) =>
  made
    .filter((release) => !moves.some((move) => move.release === release.id))
    .map((release) => toRelease(release, release.status === "failed" ? "not run" : "ran"));
