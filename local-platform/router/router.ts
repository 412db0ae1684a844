import type { IncomingMessage, ServerResponse } from "node:http";
import http from "node:http";
import type { Duplex } from "node:stream";
import type { Engine } from "../engine/engine";

/** Routes `http://<app>.localhost:port/` to a web dyno of the app, streaming both ways. */
export type Router = {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

export function createRouter(engine: Pick<Engine, "webPort">): Router {
  return {
    handle(request, response) {
      answer(engine, request, response).catch(() => refuse(request, response, "no response"));
    },
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      connect(engine, request, socket, head).catch(() => socket.destroy());
    },
  };
}

async function answer(engine: Pick<Engine, "webPort">, request: IncomingMessage, response: ServerResponse) {
  const port = await portOf(engine, request);
  if (typeof port !== "number") return refuse(request, response, port);
  const upstream = http.request(
    {
      host: "127.0.0.1",
      port,
      method: request.method,
      path: request.url,
      headers: forwarded(request),
      agent: false,
    },
    (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.statusMessage, endToEnd(answered.rawHeaders));
      response.flushHeaders();
      answered.pipe(response);
      answered.on("error", () => response.destroy());
    },
  );
  upstream.on("error", () => refuse(request, response, "no response"));
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}

async function connect(
  engine: Pick<Engine, "webPort">,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) {
  const port = await portOf(engine, request);
  if (typeof port !== "number") {
    const { status, title } = routerErrors[port];
    socket.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const headers = { ...forwarded(request), connection: "Upgrade", upgrade: request.headers.upgrade };
  const upstream = http.request({
    host: "127.0.0.1",
    port,
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

async function portOf({ webPort }: Pick<Engine, "webPort">, request: IncomingMessage) {
  const app = appOf(request.headers.host);
  return app === null ? "no such app" : webPort(app);
}

/**
 * `example-app.localhost:3003` → `example-app`. A bare name is not an app: browsers send the cookies of `localhost`,
 * including the dashboard's session, to every port of that host.
 */
function appOf(host: string | undefined): string | null {
  return /^([^.]+)\.localhost(?::\d+)?$/i.exec(host ?? "")?.[1]?.toLowerCase() ?? null;
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

function refuse(request: IncomingMessage, response: ServerResponse, error: RouterError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code } = routerErrors[error];
  const asHtml = request.headers.accept?.includes("text/html") ?? false;
  const body = errorPage(error, appOf(request.headers.host) ?? "This address", asHtml);
  response.writeHead(status, {
    "Content-Type": `text/${asHtml ? "html" : "plain"}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Local-Router-Error": code,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Why the router could not reach a dyno. */
type RouterError = "no such app" | "no web dyno" | "crashed" | "no response";

type Explained = { status: number; code: string; title: string; message: string };

const routerErrors: Record<RouterError, Explained> = {
  "no such app": {
    status: 404,
    code: "no-such-app",
    title: "No such app",
    message: "There is no app of this name on the local platform.",
  },
  "no web dyno": {
    status: 503,
    code: "H14",
    title: "No web dyno",
    message:
      "This app runs no web process yet. Build and release code with a web process type, or scale it up.",
  },
  crashed: {
    status: 503,
    code: "H10",
    title: "App crashed",
    message: "The web process of this app crashed. Its log says why.",
  },
  "no response": {
    status: 503,
    code: "H13",
    title: "Connection closed without response",
    message: "The web process of this app closed the connection before it answered.",
  },
};

/** Returns HTML for browsers, one line of text for other clients. `app` comes from the Host header: it is escaped. */
function errorPage(error: RouterError, app: string, asHtml: boolean): string {
  const { title, message, code } = routerErrors[error];
  if (!asHtml) return `${title} (${code}): ${app}\n${message}\n`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · ${escaped(app)}</title></head>
<body><h1>${title}</h1><p><b>${escaped(app)}</b>: ${message}</p><p><small>${code} · local platform</small></p></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
