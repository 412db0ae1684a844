import { isLoopback } from "@/lib/server/env";

/** `Strict-Transport-Security` of a page, or null. Not sent for loopback, where other ports serve plain http. */
export function strictTransport(publicUrl: string): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" && !isLoopback(hostname) ? "max-age=31536000" : null;
}
