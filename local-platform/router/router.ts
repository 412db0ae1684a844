import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import http from "node:http";
import type { Duplex } from "node:stream";
import type { Engine } from "@/local-platform/engine/engine";
import { type RouterError, routerErrors, sendError } from "./router-errors";

/** Routes `http://<app>.localhost:port/` to a web dyno of the app, streaming both ways, and logs each request. */
export type Router = {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

type RoutingEngine = Pick<Engine, "route" | "log">;

/** The log fields of one request; times in ms. */
type Exchange = {
  request: IncomingMessage;
  id: string;
  appId: string | null;
  dyno: string;
  startedAt: number;
  connectMs: number;
  bytes: number;
};

/** Heroku's router waits this long for the first byte of a response. */
const RESPONSE_TIMEOUT_MS = 30_000;

export function createRouter(engine: RoutingEngine, timeoutMs = RESPONSE_TIMEOUT_MS): Router {
  return {
    handle(request, response) {
      const exchange = newExchange(request);
      answer(engine, exchange, response, timeoutMs).catch(() =>
        refuse(engine, exchange, response, "no response"),
      );
    },
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      connect(engine, request, socket, head).catch(() => socket.destroy());
    },
  };
}

function newExchange(request: IncomingMessage): Exchange {
  const given = request.headers["x-request-id"];
  const id = typeof given === "string" && /^[\w-]{20,200}$/.test(given) ? given : randomUUID();
  return { request, id, appId: null, dyno: "", startedAt: performance.now(), connectMs: 0, bytes: 0 };
}

async function answer(
  engine: RoutingEngine,
  exchange: Exchange,
  response: ServerResponse,
  timeoutMs: number,
) {
  const { request } = exchange;
  const route = await routeOf(engine, request);
  exchange.appId = route.appId;
  if ("error" in route) return refuse(engine, exchange, response, route.error);
  exchange.dyno = route.dyno;
  const headers = { ...forwarded(request), "x-request-id": exchange.id };
  const { port } = route;
  const upstream = http.request({
    host: "127.0.0.1",
    port,
    method: request.method,
    path: request.url,
    headers,
    agent: false,
  });
  const timer = setTimeout(() => {
    refuse(engine, exchange, response, "timeout");
    upstream.destroy();
  }, timeoutMs);
  upstream.on("socket", (socket) =>
    socket.once("connect", () => {
      exchange.connectMs = performance.now() - exchange.startedAt;
    }),
  );
  upstream.on("response", (answered) => {
    clearTimeout(timer);
    const { statusCode: status = 502 } = answered;
    response.writeHead(status, answered.statusMessage, endToEnd(answered.rawHeaders));
    response.flushHeaders();
    answered.on("data", (chunk: Buffer) => {
      exchange.bytes += chunk.length;
    });
    answered.on("end", () => log(engine, exchange, status, null));
    answered.on("error", () => response.destroy());
    answered.pipe(response);
  });
  upstream.on("error", () => {
    clearTimeout(timer);
    refuse(engine, exchange, response, "no response");
  });
  response.on("close", () => {
    clearTimeout(timer);
    upstream.destroy();
  });
  request.pipe(upstream);
}

async function connect(engine: RoutingEngine, request: IncomingMessage, socket: Duplex, head: Buffer) {
  const route = await routeOf(engine, request);
  if ("error" in route) {
    const { status, title } = routerErrors[route.error];
    socket.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const headers = { ...forwarded(request), connection: "Upgrade", upgrade: request.headers.upgrade };
  const upstream = http.request({
    host: "127.0.0.1",
    port: route.port,
    method: request.method,
    path: request.url,
    headers,
    agent: false,
  });
  upstream.on("upgrade", (answered, dyno, first) => {
    socket.write(headOf(answered));
    if (first.length > 0) socket.write(first);
    if (head.length > 0) dyno.write(head);
    dyno.on("error", () => socket.destroy());
    dyno.on("close", () => socket.destroy());
    socket.on("close", () => dyno.destroy());
    dyno.pipe(socket).pipe(dyno);
  });
  upstream.on("response", (answered) => {
    socket.write(headOf(answered));
    answered.pipe(socket);
  });
  upstream.on("error", () => socket.destroy());
  upstream.end();
}

async function routeOf(engine: RoutingEngine, request: IncomingMessage) {
  const app = appOf(request.headers.host);
  return app === null ? { appId: null, error: "no such app" as const } : engine.route(app);
}

/**
 * `example-app.localhost:3003` → `example-app`. A bare name is not an app: browsers send the cookies of `localhost`,
 * including the dashboard's session, to every port of that host.
 */
function appOf(host: string | undefined): string | null {
  return /^([^.]+)\.localhost(?::\d+)?$/i.exec(host ?? "")?.[1]?.toLowerCase() ?? null;
}

function refuse(
  engine: RoutingEngine,
  exchange: Exchange,
  response: ServerResponse,
  error: RouterError,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  exchange.bytes = sendError(error, appOf(exchange.request.headers.host), exchange.request, response);
  log(engine, exchange, routerErrors[error].status, error);
}

/** Writes the router's line in the format of Heroku's router. */
function log(
  { log: write }: RoutingEngine,
  exchange: Exchange,
  status: number,
  error: RouterError | null,
): void {
  const { request, appId, id, dyno, startedAt, connectMs, bytes } = exchange;
  if (appId === null) return;
  const ms = (value: number) => `${Math.round(value)}ms`;
  const { code, title } = error === null ? { code: "", title: "" } : routerErrors[error];
  const facts = [
    error === null ? "at=info" : `at=error code=${code} desc=${JSON.stringify(title)}`,
    `method=${request.method} path=${JSON.stringify(request.url ?? "/")} host=${request.headers.host ?? ""}`,
    `request_id=${id} fwd="${request.socket.remoteAddress ?? ""}" dyno=${dyno}`,
    `connect=${ms(connectMs)} service=${ms(performance.now() - startedAt - connectMs)}`,
    `status=${status} bytes=${bytes} protocol=http`,
  ];
  write(appId, "heroku", "router", facts.join(" "));
}

/** Returns the headers that Heroku's router adds to a request. */
function forwarded(request: IncomingMessage) {
  const { socket } = request;
  const { connection: _ours, "keep-alive": _alive, ...headers } = request.headers;
  return {
    ...headers,
    "x-forwarded-for": [headers["x-forwarded-for"], socket.remoteAddress].flat().filter(Boolean).join(", "),
    "x-forwarded-proto": "http",
    "x-forwarded-port": String(socket.localPort ?? ""),
    "x-request-start": String(Date.now()),
    via: "1.1 local-router",
  };
}

/** Returns the raw headers without hop-by-hop headers. */
function endToEnd(raw: string[]): string[] {
  return raw.filter((_, index) => !/^(connection|keep-alive)$/i.test(raw[index - (index % 2)] ?? ""));
}

function headOf(answered: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${answered.statusCode} ${answered.statusMessage}`];
  for (let index = 0; index < answered.rawHeaders.length; index += 2) {
    lines.push(`${answered.rawHeaders[index]}: ${answered.rawHeaders[index + 1]}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}
