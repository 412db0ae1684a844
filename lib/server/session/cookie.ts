import type { Env } from "@/lib/server/env";

/**
 * Returns the name and attributes of one of our cookies. Over https `__Host-` binds it to this host; over plain http the
 * name contains the port, because cookies ignore ports.
 */
export function cookieFor(env: Pick<Env, "publicUrl" | "port">, purpose?: string) {
  const https = env.publicUrl.startsWith("https:");
  const name = purpose ? `slipway-${purpose}` : "slipway";
  return {
    name: https ? `__Host-${name}` : `${name}-${env.port}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: https },
  } as const;
}

/** Returns the `Set-Cookie` header that removes a cookie. Written by hand: Next drops `Max-Age=0` when it merges cookies. */
export function expiredCookie({ name, options }: ReturnType<typeof cookieFor>): string {
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`;
}

/** Returns the names of the cookies in a request's headers. */
export function cookieNames(headers: Headers): string[] {
  return (headers.get("cookie") ?? "").split(";").map((pair) => pair.split("=", 1).join("").trim());
}

/** Returns the value of a cookie in a request's headers, or undefined. */
export function cookieIn(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
