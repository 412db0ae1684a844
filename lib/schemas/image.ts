import { z } from "zod";
import { Time, UpstreamRequiredTime } from "./common";

const Process = z
  .object({ command: z.string().nullish(), display_cmd: z.string().nullish() })
  .transform((process) => process.display_cmd ?? process.command ?? "");

/** `GET /apps/:app/oci-images/:id` (platform-api-schema: oci-image) returns a list of these. */
export const UpstreamImage = z.object({
  id: z.string(),
  digest: z
    .string()
    .nullish()
    .transform((digest) => digest ?? null),
  commit: z
    .string()
    .nullish()
    .transform((commit) => commit ?? null),
  commit_description: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  stack: z
    .union([z.string(), z.object({ name: z.string() })])
    .nullish()
    .transform((stack) => (typeof stack === "string" ? stack : (stack?.name ?? null))),
  process_types: z
    .record(z.string(), Process)
    .nullish()
    .transform((types) => types ?? {}),
  created_at: UpstreamRequiredTime,
});

/** The OCI image of an app without slugs (Fir). `process_types`: name → command. */
export const Image = z.object({
  id: z.string(),
  digest: z.string().nullable(),
  commit: z.string().nullable(),
  commit_description: z.string().nullable(),
  stack: z.string().nullable(),
  process_types: z.record(z.string(), z.string()),
  created_at: Time,
});
export type Image = z.infer<typeof Image>;
