import "server-only";
import {
  type Coupling,
  type CouplingCreate,
  type CouplingPatch,
  type Pipeline,
  type PipelineCreate,
  UpstreamCoupling,
  UpstreamPipeline,
} from "@/lib/schemas/pipeline";
import { notifyPipelinesChanged } from "@/lib/server/changes";
import { getApp } from "./apps";
import type { Heroku } from "./client";

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
  const [{ id }, { data: line }] = await Promise.all([
    getApp(heroku, app),
    heroku.request("pipeline", { params: { pipeline }, schema: UpstreamPipeline }),
  ]);
  const body = { app: id, pipeline: line.id, stage };
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
