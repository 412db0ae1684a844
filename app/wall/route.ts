import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/server/env";
import { strictTransport } from "@/lib/server/http/security-headers";

/** Everything that the wall may load: its own script, stylesheet and fonts, and requests to this server. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * The wall's page, the same for every screen and every host name of this machine: it requests its content from `GET
 * /api/wall`.
 */
export async function GET(): Promise<Response> {
  const page = await readFile(join(process.cwd(), "build/wall/page.html"), "utf8");
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": POLICY,
  });
  const transport = strictTransport(env().publicUrl);
  if (transport) headers.set("strict-transport-security", transport);
  return new Response(page, { headers });
}
