import { SlipwayError } from "@/lib/errors/slipway-error";
import { Incoming } from "./incoming";
import type { UploadLimits } from "./limits";
import { Relay } from "./relay";
import type { StoragePut } from "./storage-put";
import { checkTarball } from "./tarball-check";

export type Body = {
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  /** Bytes that it says it has. */
  length: number;
  /** Fires when the browser leaves. */
  signal: AbortSignal;
};

type Options = {
  limits: UploadLimits;
  /** A checksum that was given along. */
  expected: string | undefined;
  /** A folder that must be at the tarball's top. */
  folder?: string;
  /** Begins the PUT to storage, once the beginning was found good. */
  open: () => StoragePut | Promise<StoragePut>;
};

/**
 * Relays a tarball to storage and answers its checksum. It is checked while it passes and never held: its last piece
 * goes out only when the whole was found good, so storage never has a bad one.
 */
export async function relayBody({ body, length, signal }: Body, options: Options): Promise<string> {
  const { limits, expected, folder, open } = options;
  const incoming = new Incoming(body, length, { idleMs: limits.idleMs, signal });
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
    // Meanwhile the answer is on its way: a browser that reads it early is told at once.
    incoming.discard().catch(() => undefined);
    if (signal.aborted) throw new SlipwayError("upload_incomplete", { cause: error });
    throw error;
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
}
