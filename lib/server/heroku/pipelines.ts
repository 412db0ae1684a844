import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { UpstreamBuild as Build, type UpstreamBuild } from "@/lib/schemas/build";
import {
  type Coupling,
  type CouplingCreate,
  type CouplingPatch,
  type Pipeline,
  type PipelineCreate,
  UpstreamCoupling,
  UpstreamPipeline,
} from "@/lib/schemas/pipeline";
import { UpstreamRelease as Release, type UpstreamRelease } from "@/lib/schemas/release";
import { notifyPipelinesChanged } from "@/lib/server/changes";
import { getApp } from "./apps";
import type { Heroku } from "./client";
import { readAllPages } from "./pagination";

const PER_PAGE = 1000;

/** `GET /pipelines` and `GET /pipeline-couplings`: every pipeline of the account, by name, in two calls. */
export async function listPipelines(heroku: Heroku): Promise<Pipeline[]> {
  const byId = { field: "id", max: PER_PAGE, order: "asc" } as const;
  const [pipelines, couplings] = await Promise.all([
    readAllPages(heroku, "pipelines", { schema: z.array(UpstreamPipeline) }, byId),
    listCouplings(heroku),
  ]);
  return pipelines
    .map((pipeline) => withCouplings(pipeline, couplings))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** `GET /pipeline-couplings`: the couplings of all apps that the account can see. */
export function listCouplings(heroku: Heroku): Promise<UpstreamCoupling[]> {
  const byId = { field: "id", max: PER_PAGE, order: "asc" } as const;
  return readAllPages(heroku, "couplings", { schema: z.array(UpstreamCoupling) }, byId);
}

/** `GET /pipelines/:pipeline` by id or name, without its couplings. Throws `not_found`. */
export async function findPipeline(heroku: Heroku, pipeline: string): Promise<UpstreamPipeline> {
  return (await heroku.request("pipeline", { params: { pipeline }, schema: UpstreamPipeline })).data;
}

/**
 * `GET /pipelines/:pipeline` by id or name, with its couplings, which include apps that the account cannot see.
 * Throws `not_found`.
 */
export async function getPipeline(heroku: Heroku, pipeline: string): Promise<Pipeline> {
  try {
    const found = await findPipeline(heroku, pipeline);
    const call = { params: { pipeline: found.id }, schema: z.array(UpstreamCoupling) };
    const options = { field: "id", max: PER_PAGE, order: "asc" } as const;
    return withCouplings(found, await readAllPages(heroku, "pipelineCouplings", call, options));
  } catch (cause) {
    if (!(cause instanceof SlipwayError) || cause.status !== 404) throw cause;
    const detail = "There is no pipeline of this name that your account can see.";
    throw new SlipwayError("not_found", { detail, cause, requestId: cause.requestId });
  }
}

function withCouplings(pipeline: UpstreamPipeline, couplings: readonly UpstreamCoupling[]): Pipeline {
  const own = couplings.filter((coupling) => coupling.pipeline.id === pipeline.id);
  return { ...pipeline, couplings: own.map(({ id, app, stage }) => ({ id, app: { id: app.id }, stage })) };
}

/** `POST /pipelines`, owned by the account of the grant. Throws `invalid_params` when the name is taken. */
export async function createPipeline(heroku: Heroku, { name }: PipelineCreate): Promise<Pipeline> {
  const body = { name, owner: { id: heroku.grant.accountId, type: "user" } };
  const { data } = await heroku.request("createPipeline", { body, schema: UpstreamPipeline });
  notifyPipelinesChanged();
  return { ...data, couplings: [] };
}

/** `POST /pipeline-couplings`: an app can be in one pipeline only. Throws `app_not_found`, `forbidden`, `invalid_params`. */
export async function createCoupling(
  heroku: Heroku,
  pipeline: string,
  { app, stage }: CouplingCreate,
): Promise<Coupling> {
  const [{ id }, found] = await Promise.all([getApp(heroku, app), findPipeline(heroku, pipeline)]);
  const body = { app: id, pipeline: found.id, stage };
  const { data } = await heroku.request("createCoupling", { body, schema: UpstreamCoupling });
  notifyPipelinesChanged();
  return toCoupling(data);
}

/** `PATCH /pipeline-couplings/:coupling`: moves the app to another stage. */
export async function moveCoupling(heroku: Heroku, coupling: string, body: CouplingPatch): Promise<Coupling> {
  const { data } = await heroku.request("updateCoupling", {
    params: { coupling },
    body,
    schema: UpstreamCoupling,
  });
  notifyPipelinesChanged();
  return toCoupling(data);
}

/** `DELETE /pipeline-couplings/:coupling`: removes the app from its pipeline; it keeps running. */
export async function deleteCoupling(heroku: Heroku, coupling: string): Promise<Coupling> {
  const { data } = await heroku.request("deleteCoupling", { params: { coupling }, schema: UpstreamCoupling });
  notifyPipelinesChanged();
  return toCoupling(data);
}

function toCoupling({ id, app, stage }: UpstreamCoupling): Coupling {
  return { id, app: { id: app.id }, stage };
}

type Facts = { id: string; status: string; updated_at: string };

/** The newest build and release of each app of a pipeline, by app id: enough to detect a change. */
export type Latest = { builds: ReadonlyMap<string, Facts>; releases: ReadonlyMap<string, Facts> };

/** `GET /pipelines/:pipeline/latest-builds` and `latest-releases`: two calls for all its apps. */
export async function readLatest(heroku: Heroku, pipeline: string): Promise<Latest> {
  const params = { pipeline };
  const [builds, releases] = await Promise.all([
    heroku.request("latestBuilds", { params, schema: z.array(Build) }),
    heroku.request("latestReleases", { params, schema: z.array(Release) }),
  ]);
  return { builds: byApp(builds.data), releases: byApp(releases.data) };
}

function byApp(items: (UpstreamBuild | UpstreamRelease)[]): Map<string, Facts> {
  return new Map(items.map((item) => [item.app.id, item]));
}

/** Returns true if the known item is still the newest, in the same state, or if there is none on both sides. */
export function isLatest(known: Facts | undefined, latest: Facts | undefined): boolean {
  return (
    known?.id === latest?.id && known?.status === latest?.status && known?.updated_at === latest?.updated_at
  );
}
