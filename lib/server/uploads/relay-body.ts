import { SlipwayError } from "@/lib/errors/slipway-error";
import { IncomingBody } from "./incoming-body";
import type { UploadLimits } from "./limits";
import { Relay } from "./relay";
import type { StoragePut } from "./storage-put";
import { checkTarball } from "./tarball-check";

export type Body = {
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  /** The content length in bytes. */
  length: number;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
};

type Options = {
  limits: UploadLimits;
  /** The checksum in the request, if any. */
  expected: string | undefined;
  /** A folder that must exist at the top level of the tarball. */
  folder?: string;
  /** Opens the PUT to storage. Called after the first bytes are validated. */
  open: () => StoragePut | Promise<StoragePut>;
};

/**
 * Relays a tarball to storage and returns its checksum. The tarball is validated on the way and not stored here; its
 * last chunk is sent only after the whole is valid, so storage never completes an invalid one.
 */
export async function relayBody({ body, length, signal }: Body, options: Options): Promise<string> {
  const { limits, expected, folder, open } = options;
  const incoming = new IncomingBody(body, length, { idleMs: limits.idleMs, signal });
  const relay = new Relay(incoming, expected, limits, checkTarball(limits, folder));
  let put: StoragePut | undefined;
  const breakOff = (): void => put?.destroy();
  signal.addEventListener("abort", breakOff, { once: true });
  try {
    await relay.readHead();
    put = await open();
    return await relay.send(put);
  } catch (error) {
    put?.destroy();
    relay.abandon();
    // Not awaited: the error response is sent meanwhile.
    incoming.discard().catch(() => undefined);
    if (signal.aborted) throw new SlipwayError("upload_incomplete", { cause: error });
    throw error;
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
}
