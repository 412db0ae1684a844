import { z } from "zod";

/** `GET /api/health/live`: the process responds. */
export const Liveness = z.object({ status: z.literal("ok") });
export type Liveness = z.infer<typeof Liveness>;

/** `GET /api/health/ready`: `ok`, or why the store or the upstream does not respond. */
export const Readiness = z.object({
  status: z.enum(["ok", "down"]),
  store: z.string(),
  upstream: z.string(),
});
export type Readiness = z.infer<typeof Readiness>;
