import { isLoopback } from "@/lib/server/env";

/** `Strict-Transport-Security` of a page. For this host only, and not for this machine, whose other ports speak plain http. */
export function strictTransport(publicUrl: string): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" && !isLoopback(hostname) ? "max-age=31536000" : null;
}
