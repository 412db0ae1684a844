import { z } from "zod";
import { Hold } from "./hold";
import { Moved } from "./promotion";

/** An error body of the Platform API. Some have `error` instead of `message`, some neither. */
export const UpstreamError = z.object({
  id: z.string().nullish(),
  message: z.string().nullish(),
  error: z.string().nullish(),
  url: z.string().nullish(),
  app: z.object({ name: z.string() }).nullish(),
});

/** An error as returned by our routes. `id` is one of lib/errors/catalog or upstream's own. */
export const ApiError = z.object({
  id: z.string(),
  message: z.string(),
  url: z.string().optional(),
  request_id: z.string(),
  /** With `missing_scope`: the scopes that the endpoint accepts. */
  scopes: z.array(z.string()).optional(),
  /** With `conflict`: the releases that moved since the review. */
  moved: z.array(Moved).optional(),
  /** With `held`: the blocking holds. */
  holds: z.array(Hold).optional(),
});
export type ApiError = z.infer<typeof ApiError>;
