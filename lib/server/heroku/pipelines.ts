import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Pipeline, UpstreamCoupling, UpstreamPipeline } from "@/lib/schemas/pipeline";
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

/**
 * `GET /pipelines/:pipeline` by id or name, with its couplings, which include apps that the account cannot see.
 * Throws `not_found`.
 */
export async function getPipeline(heroku: Heroku, pipeline: string): Promise<Pipeline> {
  try {
    const { data } = await heroku.request("pipeline", { params: { pipeline }, schema: UpstreamPipeline });
    const call = { params: { pipeline: data.id }, schema: z.array(UpstreamCoupling) };
    const options = { field: "id", max: PER_PAGE, order: "asc" } as const;
    return withCouplings(data, await readAllPages(heroku, "pipelineCouplings", call, options));
  } catch (cause) {
    if (!(cause instanceof SlipwayError) || cause.status !== 404) throw cause;
    const detail = "There is no pipeline of this name that your account can see.";
    throw new SlipwayError("not_found", {
      detail,
      cause,
      ...(cause.requestId ? { requestId: cause.requestId } : {}),
    });
  }
}

function withCouplings(
  pipeline: z.infer<typeof UpstreamPipeline>,
  couplings: z.infer<typeof UpstreamCoupling>[],
): Pipeline {
  const own = couplings.filter((coupling) => coupling.pipeline.id === pipeline.id);
  return { ...pipeline, couplings: own.map(({ id, app, stage }) => ({ id, app: { id: app.id }, stage })) };
}
