import { createHmac } from "node:crypto";
import { deriveKey } from "@/lib/server/secret/crypto";

/** 32 unambiguous characters: no 0 and O, no 1 and I. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 8;

/**
 * Returns a device's pairing code: eight characters, 40 bits. Derived from the device's token and the issue time; the
 * store holds neither the code nor the token.
 */
export function codeOf(secret: string, device: string, issuedAt: string): string {
  const bytes = keyed(secret, "pairing codes", `${device} ${issuedAt}`);
  return [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** Returns the stored hash of a code. It is keyed, because 40 bits alone could be brute-forced. */
export function hashOfCode(secret: string, code: string): string {
  return keyed(secret, "pairing code hashes", code).toString("hex");
}

/** "abcd efgh" → "ABCDEFGH"; null if the text cannot be a code. */
export function parseCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** "ABCDEFGH" → "ABCD-EFGH". */
export function formatCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

function keyed(secret: string, purpose: string, text: string): Buffer {
  return createHmac("sha256", deriveKey(secret, purpose)).update(text).digest();
}
