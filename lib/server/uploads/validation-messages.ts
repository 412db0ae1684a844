import { MessagePort } from "node:worker_threads";
import { z } from "zod";
import { isErrorId } from "@/lib/errors/catalog";

/** Begins an upload: the port on which its chunks follow. */
export const OpenMessage = z.object({
  port: z.instanceof(MessagePort),
  limits: z.object({ unpackedBytes: z.number(), files: z.number() }),
  folder: z.string().optional(),
});
export type OpenMessage = z.infer<typeof OpenMessage>;

const bytes = z.instanceof(ArrayBuffer);

/** The first `length` bytes of a transferred buffer, or the end of the upload. */
export const ToWorker = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chunk"), bytes, length: z.number() }),
  z.object({ kind: z.literal("end") }),
]);
export type ToWorker = z.infer<typeof ToWorker>;

/** The reply to each message: the buffer of a chunk to use again, the checksum in hexadecimal, or the first error. */
export const FromWorker = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("checked"), bytes }),
  z.object({ kind: z.literal("valid"), digest: z.string() }),
  z.object({
    kind: z.literal("invalid"),
    id: z.string().refine(isErrorId),
    detail: z.string(),
  }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
