import { z } from "zod";
import { WARNING_IDS } from "@/lib/tarball/contents";
import { LEFT_OUT_KINDS } from "@/lib/tarball/left-out";

const Kind = z.enum(LEFT_OUT_KINDS);
const Files = z.array(z.object({ path: z.string(), file: z.instanceof(File) }));

/**
 * What the page asks of the worker. `pack` follows `folder`, again each time something is put back; `rest` brings
 * what is left out anyway, when it has been read.
 */
export const WorkerRequest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tarball"), file: z.instanceof(File) }),
  z.object({ kind: z.literal("folder"), files: Files }),
  z.object({ kind: z.literal("rest"), files: Files }),
  z.object({ kind: z.literal("pack"), turn: z.number(), putBack: z.array(Kind) }),
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

/** What the worker tells. `turn` is that of the `pack` it belongs to, 0 before the first. */
export const WorkerReport = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("progress"),
    turn: z.number(),
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
    turn: z.number(),
    inspection: Inspection,
    blob: z.instanceof(Blob),
  }),
  z.object({ kind: z.literal("failed"), turn: z.number(), id: z.string(), message: z.string() }),
]);
export type WorkerReport = z.infer<typeof WorkerReport>;
