import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const VERSION = "v1";

/** Returns a 256-bit key for a purpose, derived from a secret (HKDF-SHA-256). */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "slipway", purpose, 32));
}

/** Encrypts text with AES-256-GCM. `open` needs the same `context`, so a value cannot be moved to another row. */
export function seal(text: string, secret: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, "grants"), nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, nonce.toString("base64url"), body.toString("base64url")].join(".");
}

/**
 * Decrypts a value of `seal`. Tries the secrets in order; `stale` is true if it was not the first, so that the caller
 * can seal it again. Throws if no secret fits or the value was altered.
 */
export function open(
  sealed: string,
  secrets: readonly string[],
  context: string,
): { text: string; stale: boolean } {
  const [version, nonce, body] = sealed.split(".");
  if (version !== VERSION || !nonce || !body) throw new Error("This value was not sealed by Slipway");
  for (const [index, secret] of secrets.entries()) {
    const text = tryOpen(Buffer.from(nonce, "base64url"), Buffer.from(body, "base64url"), secret, context);
    if (text !== null) return { text, stale: index > 0 };
  }
  throw new Error(
    "No secret opens this value: SECRET changed without SECRET_PREVIOUS, or the value was altered",
  );
}

function tryOpen(nonce: Buffer, body: Buffer, secret: string, context: string): string | null {
  try {
    const decipher = createDecipheriv("aes-256-gcm", deriveKey(secret, "grants"), nonce, {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(body.subarray(-16));
    return decipher.update(body.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
