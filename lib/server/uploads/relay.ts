import { SlipwayError } from "@/lib/errors/slipway-error";
import { Sha256 } from "@/lib/server/hashing/sha256";
import type { IncomingBody } from "./incoming-body";
import type { UploadLimits } from "./limits";
import type { StoragePut } from "./storage-put";
import { checkTarball, type TarballCheck } from "./tarball-check";

/** Relays bytes from the client to storage. They are hashed and validated on arrival; the newest chunk is held back. */
export class Relay {
  readonly #incoming: IncomingBody;
  readonly #check: TarballCheck;
  readonly #expected: string | undefined;
  readonly #headBytes: number;
  readonly #hash = new Sha256();
  readonly #held: Uint8Array[] = [];
  #checking: Promise<unknown> = Promise.resolve();
  #checksum: string | undefined;

  /** `expected` is the checksum in the request, if any. */
  constructor(
    incoming: IncomingBody,
    expected: string | undefined,
    limits: UploadLimits,
    check = checkTarball(limits),
  ) {
    this.#incoming = incoming;
    this.#expected = expected;
    this.#headBytes = limits.headBytes;
    this.#check = check;
  }

  /** Reads and validates the first bytes (all of a small file) before any upstream call. Throws if they are invalid. */
  async readHead(): Promise<void> {
    let bytes = 0;
    while (this.#checksum === undefined && bytes < this.#headBytes) bytes += await this.#read();
    await this.#checking;
  }

  /** Sends everything to storage. Resolves to the checksum when storage has accepted it. */
  async send(put: StoragePut): Promise<string> {
    for (;;) {
      const keep = this.#checksum === undefined ? 1 : 0;
      while (this.#held.length > keep) {
        const piece = this.#held.shift();
        if (piece) await put.write(piece);
      }
      if (this.#checksum !== undefined) break;
      await this.#read();
    }
    await put.finish();
    return this.#checksum;
  }

  abandon(): void {
    this.#check.abandon();
    this.#hash.abandon();
  }

  /** Reads and holds one chunk. After the last one, validates the whole. */
  async #read(): Promise<number> {
    const piece = await this.#incoming.next();
    if (piece === null) {
      await this.#validate();
      return 0;
    }
    await this.#checking;
    this.#checking = Promise.all([this.#check.write(piece), this.#hash.update(piece)]);
    // Runs while storage takes the previous chunk; a failure is thrown by the next read.
    this.#checking.catch(() => undefined);
    this.#held.push(piece);
    return piece.length;
  }

  async #validate(): Promise<void> {
    await this.#checking;
    await this.#check.finish();
    const checksum = `SHA256:${await this.#hash.digest()}`;
    if (this.#expected && this.#expected.toLowerCase() !== checksum.toLowerCase()) {
      throw new SlipwayError("checksum_mismatch", {
        detail: `The bytes that arrived have the checksum ${checksum}.`,
      });
    }
    this.#checksum = checksum;
  }
}
