import { z } from "zod";
import { AppParam, listOf, Ref, Time, UpstreamRequiredTime, UUID } from "./common";
import { ReviewApp } from "./review";

/** The order in which apps are promoted; review and test apps are never a source or target. */
export const STAGES = ["test", "review", "development", "staging", "production"] as const;

/**
 * A path segment that identifies a pipeline: its id, or its name (platform-api-schema: pipeline/definitions/name).
 */
export const PipelineParam = z
  .string()
  .refine(
    (value) => UUID.test(value) || /^[a-z][a-z0-9-]{2,29}$/.test(value),
    "is neither a pipeline's name nor its id",
  );

/** `GET /pipelines/:pipeline` (platform-api-schema: pipeline), parsed leniently. */
export const UpstreamPipeline = z.object({
  id: z.string(),
  name: z.string(),
  owner: z
    .object({ id: z.string(), type: z.string() })
    .nullish()
    .transform((owner) => owner ?? null),
  created_at: UpstreamRequiredTime,
  updated_at: UpstreamRequiredTime,
});
export type UpstreamPipeline = z.infer<typeof UpstreamPipeline>;

/** `GET /pipelines/:pipeline/pipeline-couplings` (platform-api-schema: pipeline-coupling); has no app names. */
export const UpstreamCoupling = z.object({
  id: z.string(),
  app: z.object({ id: z.string() }),
  pipeline: z.object({ id: z.string() }),
  stage: z.string(),
});
export type UpstreamCoupling = z.infer<typeof UpstreamCoupling>;

/** A pipeline's coupling to an app, as returned by our routes. */
export const Coupling = z.object({ id: z.string(), app: Ref, stage: z.string() });
export type Coupling = z.infer<typeof Coupling>;

/** A pipeline and the stage of each app; apps that the account cannot see have only an id. */
export const Pipeline = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.object({ id: z.string(), type: z.string() }).nullable(),
  couplings: z.array(Coupling),
  created_at: Time,
  updated_at: Time,
});
export type Pipeline = z.infer<typeof Pipeline>;

/** `GET /api/pipelines`, by name. */
export const PipelineList = listOf(Pipeline);

/** An app of a stage: its review data, or only its id if this account cannot see it. */
export const PipelineApp = z.discriminatedUnion("hidden", [
  z.object({ hidden: z.literal(true), app: Ref }),
  z.object({ hidden: z.literal(false), ...ReviewApp.shape }),
]);
export type PipelineApp = z.infer<typeof PipelineApp>;

/** `GET /api/pipelines/:pipeline`: its stages in order with their apps. Empty stages are omitted. */
export const PipelineDetails = Pipeline.extend({
  stages: z.array(z.object({ stage: z.string(), apps: z.array(PipelineApp) })),
  read_at: Time,
});
export type PipelineDetails = z.infer<typeof PipelineDetails>;

/** Body of `POST /api/pipelines`. */
export const PipelineCreate = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{2,29}$/,
      "3 to 30 characters: small letters, digits and dashes, beginning with a letter",
    ),
});
export type PipelineCreate = z.infer<typeof PipelineCreate>;

/** Body of `POST /api/pipelines/:pipeline/couplings`: adds an app to a stage. */
export const CouplingCreate = z.strictObject({ app: AppParam, stage: z.enum(STAGES) });
export type CouplingCreate = z.infer<typeof CouplingCreate>;

/** Body of `PATCH /api/pipelines/:pipeline/couplings/:coupling`: moves the app to another stage. */
export const CouplingPatch = z.strictObject({ stage: z.enum(STAGES) });
export type CouplingPatch = z.infer<typeof CouplingPatch>;
