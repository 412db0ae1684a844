import { SlipwayError } from "@/lib/errors/slipway-error";
import { Sha256 } from "@/lib/server/hashing/sha256";
import type { Incoming } from "./incoming";
import type { UploadLimits } from "./limits";
import type { StoragePut } from "./storage-put";
import { checkTarball, type TarballCheck } from "./tarball-check";

/** Bytes on their way from the browser to storage: hashed and checked as they come, the newest piece held back. */
export class Relay {
  readonly #incoming: Incoming;
  readonly #check: TarballCheck;
  readonly #expected: string | undefined;
  readonly #headBytes: number;
  readonly #hash = new Sha256();
  readonly #held: Uint8Array[] = [];
  #checking: Promise<unknown> = Promise.resolve();
  #checksum: string | undefined;

  /** `expected`: the checksum that was given along, if one was. */
  constructor(
    incoming: Incoming,
    expected: string | undefined,
    limits: UploadLimits,
    check = checkTarball(limits),
  ) {
    this.#incoming = incoming;
    this.#expected = expected;
    this.#headBytes = limits.headBytes;
    this.#check = check;
  }

  /** Reads the beginning, all of a small file, and throws when it is no tarball, before upstream hears of it. */
  async readHead(): Promise<void> {
    let bytes = 0;
    while (this.#checksum === undefined && bytes < this.#headBytes) bytes += await this.#read();
    await this.#checking;
  }

  /** Sends everything; resolves with the checksum when storage has taken it. */
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

  /** Takes one piece in; after the last one the whole is judged. */
  async #read(): Promise<number> {
    const piece = await this.#incoming.next();
    if (piece === null) {
      await this.#judge();
      return 0;
    }
    await this.#checking;
    this.#checking = Promise.all([this.#check.write(piece), this.#hash.update(piece)]);
    // Looked at while storage takes the piece before; a bad verdict is heard at the next turn.
    this.#checking.catch(() => undefined);
    this.#held.push(piece);
    return piece.length;
  }

  async #judge(): Promise<void> {
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
