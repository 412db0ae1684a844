import { createHmac, timingSafeEqual } from "node:crypto";

const BASE64_SHA256 = /^[A-Za-z0-9+/]{43}=$/;

/** True if `Heroku-Webhook-Hmac-SHA256` is the base64 of the HMAC-SHA256 of exactly these bytes. Constant time. */
export function isSigned(raw: Uint8Array, header: string | null, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(raw).digest();
  const wellFormed = header !== null && BASE64_SHA256.test(header);
  const given = wellFormed ? Buffer.from(header, "base64") : Buffer.alloc(expected.length);
  return timingSafeEqual(expected, given) && wellFormed;
}
