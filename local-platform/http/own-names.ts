import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";

/**
 * Rejects a `Host` other than this machine's own names (DNS rebinding): a foreign name can resolve to 127.0.0.1, and its pages
 * could then read the responses.
 */
export const onlyOwnNames: MiddlewareHandler = async (exchange, next) => {
  const { hostname } = new URL(exchange.req.url);
  if (hostname !== "localhost" && !(isIP(hostname) === 4 && hostname.startsWith("127."))) {
    return exchange.text("The local platform answers to 127.0.0.1 and localhost only.\n", 421);
  }
  return next();
};

/** Rejects requests of web pages: the routes behind it are for tools and need no token. */
export const noPages: MiddlewareHandler = async (exchange, next) => {
  const site = exchange.req.header("sec-fetch-site") ?? "none";
  if (exchange.req.header("origin") !== undefined || site !== "none") {
    return exchange.text("Pages may not use this.\n", 403);
  }
  return next();
};
