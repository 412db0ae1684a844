import { z } from "zod";

export const STAGES = ["test", "review", "development", "staging", "production"] as const;

/** `GET /pipeline-couplings` entries. App names are not part of the schema; ids are. */
export const UpstreamPipelineCoupling = z.object({
  app: z.object({ id: z.string() }),
  pipeline: z.object({ id: z.string(), name: z.string().nullish() }),
  stage: z.string(),
});
