import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import {
  Coupling,
  type CouplingCreate,
  type CouplingPatch,
  Pipeline,
  type PipelineCreate,
  PipelineDetails,
  PipelineList,
} from "@/lib/schemas/pipeline";
import { ReviewAppList } from "@/lib/schemas/review";
import { callApi } from "./api";
import { pace } from "./events/events-live";

/** Every pipeline that the account can see, with its couplings. */
export const pipelinesQuery = () =>
  queryOptions({
    queryKey: ["pipelines"],
    meta: { shows: "lists" },
    queryFn: ({ signal }) => callApi(api.pipelines(), PipelineList, { signal }),
    refetchInterval: () => pace(60_000, 300_000),
  });

/** A pipeline and the data to review its apps; polled faster while something moves in it. */
export const pipelineQuery = (pipeline: string) =>
  queryOptions({
    queryKey: ["pipelines", pipeline],
    meta: { shows: "pipeline", pipeline },
    queryFn: ({ signal }) => callApi(api.pipeline(pipeline), PipelineDetails, { signal }),
    refetchInterval: (query) =>
      query.state.data && isMoving(query.state.data) ? pace(3_000, 10_000) : pace(15_000, 60_000),
  });

/** The same data for any apps, for a review outside a pipeline. */
export const reviewsQuery = (apps: readonly string[]) =>
  queryOptions({
    queryKey: ["reviews", ...apps],
    meta: { shows: "reviews", apps },
    queryFn: ({ signal }) => callApi(api.reviews(apps), ReviewAppList, { signal }),
    enabled: apps.length > 0,
    refetchInterval: () => pace(15_000, 60_000),
  });

function isMoving({ stages }: PipelineDetails): boolean {
  return stages.some(({ apps }) =>
    apps.some(
      (app) => !app.hidden && (app.newest?.status === "pending" || app.builds[0]?.status === "pending"),
    ),
  );
}

/** Creates a pipeline. Throws `ApiFailure` (a taken name is `invalid_params`). */
export const createPipeline = (body: PipelineCreate) =>
  callApi(api.pipelines(), Pipeline, { method: "POST", body });

/** Puts an app into a stage of a pipeline. */
export const createCoupling = (pipeline: string, body: CouplingCreate) =>
  callApi(api.couplings(pipeline), Coupling, { method: "POST", body });

/** Moves an app to another stage. */
export const moveCoupling = (pipeline: string, coupling: string, body: CouplingPatch) =>
  callApi(api.coupling(pipeline, coupling), Coupling, { method: "PATCH", body });

/** Removes an app from a pipeline; the app keeps running. */
export const deleteCoupling = (pipeline: string, coupling: string) =>
  callApi(api.coupling(pipeline, coupling), Coupling, { method: "DELETE" });
