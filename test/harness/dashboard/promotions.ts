import { expect } from "vitest";
import * as one from "@/app/api/pipeline-promotions/[id]/route";
import * as promotions from "@/app/api/pipeline-promotions/route";
import { Promotion } from "@/lib/schemas/promotion";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import type { Actor } from "@/lib/server/promotions/actor";
import { type RunLimits, runLimits } from "@/lib/server/promotions/limits";
import { runPromotion } from "@/lib/server/promotions/run";
import { readSession } from "@/lib/server/session/session";
import { createPipeline } from "@/test/harness/platform/promotions";
import {
  createSlug,
  endedRelease,
  releaseSlug,
  releasesOf,
  type ShownRelease,
} from "@/test/harness/platform/slugs";
import type { Dashboard } from "./dashboard";

/** Times short enough for tests. */
export const quick: RunLimits = {
  ...runLimits,
  pollMs: 10,
  settleMs: 200,
  abandonedMs: 400,
  abandonedPromotionMs: 600,
  checkMs: 25,
  slowCheckMs: 25,
  slowestCheckMs: 25,
};

const stages = { staging: "staging", eu: "production", us: "production" };
type Key = keyof typeof stages;

export type PipelineSetup = {
  pipeline: string;
  app: (key: Key) => string;
  source: ShownRelease;
  slug: string;
  /** Returns the body that promotes what staging runs now. */
  body(targets: Key[], more?: Record<string, unknown>): Promise<PromotionBody>;
  versions(key: Key): Promise<number[]>;
};
export type PromotionBody = {
  pipeline: string | null;
  source: { app: string; release: string; slug: string };
  targets: { app: string; expected_current: string | null }[];
  order: "together" | "in turn";
};

/** Creates a pipeline with one staging app, which runs a slug, and two production apps. */
export async function setUpPipeline(
  { platform }: Dashboard,
  name: string,
  options: Parameters<typeof createSlug>[2] = {},
): Promise<PipelineSetup> {
  const { pipeline, app } = await createPipeline(platform, name, stages);
  const slug = await createSlug(platform, app("staging"), { commit: "cb6999d1a0244753", ...options });
  const { id } = await releaseSlug(platform, app("staging"), slug);
  const source = await endedRelease(platform, app("staging"), id);
  const currentOf = async (key: Key) =>
    (await releasesOf(platform, app(key))).find((release) => release.current)?.id ?? null;
  return {
    pipeline,
    app,
    source,
    slug,
    async body(targets, more = {}) {
      const expected = targets.map(async (key) => ({
        app: app(key),
        expected_current: await currentOf(key),
      }));
      return {
        pipeline,
        source: { app: app("staging"), release: source.id, slug },
        targets: await Promise.all(expected),
        order: "together",
        ...more,
      };
    },
    versions: async (key) => (await releasesOf(platform, app(key))).map(({ version }) => version),
  };
}

export const post = (dashboard: Dashboard, body: unknown) =>
  dashboard.request(promotions.POST, {}, { method: "POST", body });

export async function created(dashboard: Dashboard, body: unknown): Promise<Promotion> {
  const answer = await post(dashboard, body);
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return Promotion.parse(JSON.parse(text));
}

export async function read(dashboard: Dashboard, id: string): Promise<Promotion> {
  const answer = await dashboard.request(one.GET, { id });
  return Promotion.parse(await answer.json());
}

/** Returns the promotion once it has ended. */
export async function ended(dashboard: Dashboard, id: string): Promise<Promotion> {
  const status = async () => (await read(dashboard, id)).status;
  await expect.poll(status, { timeout: 30_000, interval: 50 }).toBe("completed");
  return read(dashboard, id);
}

/** Returns the owner of the key, with a client. */
export async function actorWith(options: { timeoutMs?: number } = {}): Promise<Actor> {
  const session = await readSession();
  if (!session) throw new Error("a key makes a session");
  return { heroku: herokuFor(session.grant, options), user: session.user };
}

/** Runs a promotion in this process, with short times. */
export const run = (id: string, heroku: Heroku, limits: RunLimits = quick) =>
  runPromotion(id, { limits, herokuOf: async () => heroku });

/** Returns the same client with a function that runs before, or instead of, its calls. */
export function hooked(
  inner: Heroku,
  before: (endpoint: Parameters<Heroku["request"]>[0]) => Promise<void> | void,
): Heroku {
  return {
    ...inner,
    request: async (endpoint, call) => {
      await before(endpoint);
      return inner.request(endpoint, call);
    },
  };
}
