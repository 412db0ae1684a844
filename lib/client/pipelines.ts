import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
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
import { type ReviewApp, ReviewAppList } from "@/lib/schemas/review";
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
    refetchInterval: ({ state }) =>
      state.data?.stages.some(({ apps }) => apps.some((app) => !app.hidden && isMoving(app)))
        ? pace(3_000, 10_000)
        : pace(15_000, 60_000),
  });

/** The same data for any apps, for a review outside a pipeline. */
export const reviewsQuery = (apps: readonly string[]) =>
  queryOptions({
    queryKey: ["reviews", ...apps],
    meta: { shows: "reviews", apps },
    queryFn: ({ signal }) => callApi(api.reviews(apps), ReviewAppList, { signal }),
    enabled: apps.length > 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some(isMoving) ? pace(3_000, 10_000) : pace(15_000, 60_000),
  });

/** Returns true if a build or release of an app is pending. */
function isMoving({ newest, builds }: Pick<ReviewApp, "newest" | "builds">): boolean {
  return newest?.status === "pending" || builds[0]?.status === "pending";
}

/** Creates a pipeline. Fails with `ApiFailure` (a taken name is `invalid_params`). */
export const createPipelineMutation = () =>
  mutationOptions({
    mutationFn: (body: PipelineCreate) => callApi(api.pipelines(), Pipeline, { method: "POST", body }),
    onSettled: (_pipeline, error, _body, _result, { client }) =>
      error ? undefined : refreshPipelines(client),
  });

/** Puts an app into a stage of a pipeline, moves it to another, or removes it; a removed app keeps running. */
export type CouplingChange =
  | { add: CouplingCreate }
  | { move: string; to: CouplingPatch }
  | { remove: string };

export const changeCouplingMutation = (pipeline: string) =>
  mutationOptions({
    mutationFn: ({ change }: { change: CouplingChange }) => changeCoupling(pipeline, change),
    onSettled: (_coupling, error, _change, _result, { client }) =>
      error ? undefined : refreshPipelines(client),
  });

function changeCoupling(pipeline: string, change: CouplingChange): Promise<Coupling> {
  if ("add" in change)
    return callApi(api.couplings(pipeline), Coupling, { method: "POST", body: change.add });
  if ("move" in change)
    return callApi(api.coupling(pipeline, change.move), Coupling, { method: "PATCH", body: change.to });
  return callApi(api.coupling(pipeline, change.remove), Coupling, { method: "DELETE" });
}

const refreshPipelines = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: pipelinesQuery().queryKey });
