import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { yieldToEventLoop } from "./yield-to-event-loop";

const SLICE = 1 << 19;

/** Returns the SHA-256 of all bytes in hexadecimal, computed in slices. */
export async function checksumOf(bytes: ByteStore): Promise<string> {
  const hash = sha256.create();
  const { length } = bytes;
  for (let at = 0; at < length; at += SLICE) {
    hash.update(bytes.slice(at, Math.min(length, at + SLICE)));
    await yieldToEventLoop();
  }
  return bytesToHex(hash.digest());
}
