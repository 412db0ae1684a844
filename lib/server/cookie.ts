import type { Env } from "./env";

/**
 * Names and attributes of our cookies. Behind https `__Host-` binds them to this very host; over plain http the
 * port stands in the name, because cookies ignore ports.
 */
export function cookieFor(env: Pick<Env, "publicUrl" | "port">, purpose?: string) {
  const https = env.publicUrl.startsWith("https:");
  const name = purpose ? `slipway-${purpose}` : "slipway";
  return {
    name: https ? `__Host-${name}` : `${name}-${env.port}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: https },
  } as const;
}
