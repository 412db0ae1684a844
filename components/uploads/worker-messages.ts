import { z } from "zod";
import { WARNING_IDS } from "@/lib/tarball/contents";
import { LEFT_OUT_KINDS } from "@/lib/tarball/left-out";

const Kind = z.enum(LEFT_OUT_KINDS);
const Files = z.array(z.object({ path: z.string(), file: z.instanceof(File) }));

/**
 * A request to the worker. `pack` follows `folder`, and is repeated when files are included again; `rest` adds the
 * files that are always left out, which are read after the check.
 */
export const WorkerRequest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tarball"), file: z.instanceof(File) }),
  z.object({ kind: z.literal("folder"), files: Files }),
  z.object({ kind: z.literal("rest"), files: Files }),
  z.object({ kind: z.literal("pack"), generation: z.number(), included: z.array(Kind) }),
]);
export type WorkerRequest = z.infer<typeof WorkerRequest>;

const Inspection = z.object({
  bytes: z.number(),
  sha256: z.string(),
  files: z.number(),
  unpacked: z.number(),
  wrapping: z.string().nullable(),
  detected: z.object({ languages: z.array(z.string()), files: z.array(z.string()) }),
  links: z.number(),
  leaving: z.array(z.string()),
  secrets: z.array(z.object({ path: z.string(), what: z.string() })),
  commit: z.string().nullable(),
  warnings: z.array(z.object({ id: z.enum(WARNING_IDS), label: z.string(), detail: z.string() })),
  web: z.boolean().nullable(),
});

const LeftOut = z.object({ kind: Kind, files: z.number(), bytes: z.number(), paths: z.array(z.string()) });

/** A report of the worker. `generation` is that of its `pack`, 0 before the first. */
export const WorkerReport = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("progress"),
    generation: z.number(),
    done: z.number(),
    total: z.number(),
    unit: z.enum(["bytes", "files"]),
  }),
  z.object({
    kind: z.literal("sorted"),
    leftOut: z.array(LeftOut),
    commit: z.string().nullable(),
    rest: z.boolean(),
  }),
  z.object({
    kind: z.literal("checked"),
    generation: z.number(),
    inspection: Inspection,
    blob: z.instanceof(Blob),
  }),
  z.object({ kind: z.literal("failed"), generation: z.number(), id: z.string(), message: z.string() }),
]);
export type WorkerReport = z.infer<typeof WorkerReport>;
