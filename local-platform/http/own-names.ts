import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";

/**
 * Refuses a Host that is not this machine's own: any name can be pointed at 127.0.0.1, and the pages of that name
 * would then be let read what is answered here.
 */
export const onlyOwnNames: MiddlewareHandler = async (exchange, next) => {
  const { hostname } = new URL(exchange.req.url);
  if (hostname !== "localhost" && !(isIP(hostname) === 4 && hostname.startsWith("127."))) {
    return exchange.text("The local platform answers to 127.0.0.1 and localhost only.\n", 421);
  }
  return next();
};

/** Refuses whatever a browser's page sends: what is behind this is for tools, and asks for no token. */
export const noPages: MiddlewareHandler = async (exchange, next) => {
  const site = exchange.req.header("sec-fetch-site") ?? "none";
  if (exchange.req.header("origin") !== undefined || site !== "none") {
    return exchange.text("Pages may not use this.\n", 403);
  }
  return next();
};
