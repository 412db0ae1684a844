import { z } from "zod";

/** `GET …/output/summary`. `bytes` and `sha256` count what was received without NUL heartbeats. */
export const OutputSummary = z.object({
  state: z.enum(["waiting", "live", "complete", "incomplete", "none"]),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().nullable(),
  complete: z.boolean(),
  /** What is missing when `incomplete`: byte offsets, `to` null when the end is unknown. */
  gap: z.object({ from: z.number().int(), to: z.number().int().nullable() }).nullable(),
});
export type OutputSummary = z.infer<typeof OutputSummary>;

/** Query of `GET …/output`: the byte to begin at; with `wait=0` what there is by now, and the answer ends. */
export const OutputQuery = z.object({
  offset: z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number of bytes")
    .default("0")
    .transform(Number),
  wait: z.enum(["0", "1"]).default("1"),
});
export type OutputQuery = z.infer<typeof OutputQuery>;
