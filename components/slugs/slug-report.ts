import { z } from "zod";

/** The worker's report on a slug's tarball, during and after reading it. `read`: bytes so far. */
export const SlugReport = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reading"), read: z.number() }),
  z.object({
    kind: z.literal("checked"),
    inspection: z.object({
      bytes: z.number(),
      sha256: z.string(),
      files: z.number(),
      unpacked: z.number(),
      procfile: z.string().nullable(),
    }),
  }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);
export type SlugReport = z.infer<typeof SlugReport>;
