import { createHmac } from "node:crypto";
import { deriveKey } from "@/lib/server/secret/crypto";

/** 32 characters that nobody mistakes for one another: no 0 and O, no 1 and I. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 8;

/**
 * The code of a device at a time: derived from what its cookie holds, so that the store keeps none of the two.
 * Eight characters, 40 bits.
 */
export function codeOf(secret: string, device: string, issuedAt: string): string {
  const bytes = keyed(secret, "pairing codes", `${device} ${issuedAt}`);
  return [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** What the store keeps of a code. Keyed: 40 bits alone could be found by trying. */
export function hashOfCode(secret: string, code: string): string {
  return keyed(secret, "pairing code hashes", code).toString("hex");
}

/** "abcd efgh" as typed → "ABCDEFGH"; null when it cannot be a code. */
export function typedCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** "ABCDEFGH" → "ABCD-EFGH", as it is shown. */
export function shownCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

function keyed(secret: string, purpose: string, text: string): Buffer {
  return createHmac("sha256", deriveKey(secret, purpose)).update(text).digest();
}
