const HOUR = 3_600_000;

/**
 * Returns when a source blob expires (ISO), according to its signed URL; null when the URL does not expire. An
 * upload whose URL lacks a signature is assumed to be kept for an hour after `createdAt`.
 */
export function sourceExpiry(url: string, createdAt: string): string | null {
  if (!URL.canParse(url)) return null;
  const { searchParams, host, pathname } = new URL(url);
  const signed = searchParams.get("X-Amz-Date")?.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/);
  const seconds = Number(searchParams.get("X-Amz-Expires"));
  if (signed && seconds > 0) {
    const [, year, month, day, hour, minute, second] = signed.map(Number);
    const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
    return new Date(from + seconds * 1_000).toISOString();
  }
  const expires = Number(searchParams.get("Expires"));
  if (expires > 0 && searchParams.has("Signature")) return new Date(expires * 1_000).toISOString();
  const upload = /(?:^|\.)amazonaws\.com$/.test(host) && /herokusources/.test(host + pathname);
  return upload ? new Date(Date.parse(createdAt) + HOUR).toISOString() : null;
}
