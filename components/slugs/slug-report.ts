import { z } from "zod";

/** A report of the worker about a slug's tarball. `read`: bytes so far. */
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
