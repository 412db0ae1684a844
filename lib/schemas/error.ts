import { z } from "zod";
import { Hold } from "./hold";
import { Moved } from "./promotion";

/** An error body of the Platform API. Some carry `error` instead of `message`, some neither. */
export const UpstreamError = z.object({
  id: z.string().nullish(),
  message: z.string().nullish(),
  error: z.string().nullish(),
  url: z.string().nullish(),
  app: z.object({ name: z.string() }).nullish(),
});

/** An error as our routes answer it. `id` is one of lib/errors/catalog or upstream's own. */
export const ApiError = z.object({
  id: z.string(),
  message: z.string(),
  url: z.string().optional(),
  request_id: z.string(),
  /** With `missing_scope`: what the endpoint would accept. */
  scopes: z.array(z.string()).optional(),
  /** With `conflict`, where releases moved since they were reviewed: what moved. */
  moved: z.array(Moved).optional(),
  /** With `held`: the holds in the way. */
  holds: z.array(Hold).optional(),
});
export type ApiError = z.infer<typeof ApiError>;
