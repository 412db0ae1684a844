import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { type Pipeline, type PipelineApp, type PipelineDetails, STAGES } from "@/lib/schemas/pipeline";
import type { Heroku } from "@/lib/server/heroku/client";
import { type Latest, readLatest } from "@/lib/server/heroku/pipelines";
import { knownApps, knownAppsReadAt } from "@/lib/server/watch/known-apps";
import { appsOf, appsReadAt, knownPipeline } from "@/lib/server/watch/known-pipelines";
import { reviewApps } from "./read-reviews";

/**
 * Returns a pipeline by id or name with a review of each app in it. Apps that the account cannot see are hidden.
 * Throws `not_found`.
 */
export async function readPipeline(
  heroku: Heroku,
  name: string,
  now = () => new Date(),
): Promise<PipelineDetails> {
  const pipeline = await knownPipeline(heroku, name, now().getTime());
  const stages = new Map(pipeline.couplings.map(({ app, stage }) => [app.id, stage]));
  const apps = await visibleApps(heroku, pipeline, now().getTime());
  const listedAt = appsReadAt(heroku, pipeline) ?? knownAppsReadAt(heroku);
  const context = { stages, listedAt, ...latestOf(heroku, pipeline, apps) };
  const reviews = await reviewApps(heroku, apps, context, now);
  const shown = new Map(
    reviews.map((review): [string, PipelineApp] => [review.app.id, { hidden: false, ...review }]),
  );
  const hidden = (id: string): PipelineApp => ({ hidden: true, app: { id } });
  return {
    ...pipeline,
    stages: stagesIn(pipeline).map((stage) => ({
      stage,
      apps: pipeline.couplings
        .filter((coupling) => coupling.stage === stage)
        .map(({ app }) => shown.get(app.id) ?? hidden(app.id))
        .sort(byName),
    })),
    read_at: now().toISOString(),
  };
}

/** From two apps on, one read of the pipeline's newest items is cheaper than one per app. It only saves calls. */
function latestOf(heroku: Heroku, { id }: Pipeline, apps: App[]) {
  if (apps.length < 2) return {};
  let latest: Promise<Latest | null> | undefined;
  return {
    latest: () => {
      latest ??= readLatest(heroku, id).catch(() => null);
      return latest;
    },
  };
}

/** The endpoint that filters apps is not stable; if it is refused, the list of all apps is used. */
async function visibleApps(heroku: Heroku, pipeline: Pipeline, at: number): Promise<App[]> {
  try {
    return await appsOf(heroku, pipeline, at);
  } catch (error) {
    if (!(error instanceof SlipwayError) || (error.status !== 403 && error.status !== 404)) throw error;
    const known = await knownApps(heroku, at);
    return pipeline.couplings.flatMap(({ app }) => known.get(app.id) ?? []);
  }
}

/** Returns the stages that contain an app: known ones in promotion order, then unknown ones. */
function stagesIn({ couplings }: Pipeline): string[] {
  const present = new Set(couplings.map(({ stage }) => stage));
  const order: readonly string[] = STAGES;
  const others = [...present].filter((stage) => !order.includes(stage)).sort();
  return [...order.filter((stage) => present.has(stage)), ...others];
}

/** Hidden apps come last, because they have no name. */
function byName(a: PipelineApp, b: PipelineApp): number {
  if (a.hidden || b.hidden) return Number(a.hidden) - Number(b.hidden) || a.app.id.localeCompare(b.app.id);
  return a.app.name.localeCompare(b.app.name, "en");
}
