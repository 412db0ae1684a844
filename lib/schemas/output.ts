import { z } from "zod";

/** `GET …/output/summary`. `bytes` and `sha256` cover the received bytes without NUL heartbeats. */
export const OutputSummary = z.object({
  state: z.enum(["waiting", "live", "complete", "incomplete", "none"]),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().nullable(),
  complete: z.boolean(),
  /** The missing part when `incomplete`: byte offsets, `to` is null when the end is unknown. */
  gap: z.object({ from: z.number().int(), to: z.number().int().nullable() }).nullable(),
});
export type OutputSummary = z.infer<typeof OutputSummary>;

/** Query of `GET …/output`: the first byte to send; with `wait=0` the response ends after the available bytes. */
export const OutputQuery = z.object({
  offset: z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number of bytes")
    .default("0")
    .transform(Number),
  wait: z.enum(["0", "1"]).default("1"),
});
export type OutputQuery = z.infer<typeof OutputQuery>;
