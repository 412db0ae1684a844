import type { IncomingMessage, ServerResponse } from "node:http";

/** Why the router sent its own response, with Heroku's code where it has one. */
export type RouterError =
  | "no such app"
  | "no web dyno"
  | "crashed"
  | "no response"
  | "timeout"
  | "maintenance";

type Explained = { status: number; code: string; title: string; message: string };

export const routerErrors: Record<RouterError, Explained> = {
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
  timeout: {
    status: 503,
    code: "H12",
    title: "Request timeout",
    message: "The web process of this app did not answer within 30 seconds.",
  },
  maintenance: {
    status: 503,
    code: "H80",
    title: "Maintenance mode",
    message: "Maintenance mode is on for this app. Turn it off to reach the app again.",
  },
};

/** Sends the error as HTML to browsers, as text to other clients. Returns the number of bytes of the body. */
export function sendError(
  error: RouterError,
  app: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): number {
  const { status, code } = routerErrors[error];
  const asHtml = request.headers.accept?.includes("text/html") ?? false;
  const body = errorPage(error, app ?? "This address", asHtml);
  response.writeHead(status, {
    "Content-Type": `text/${asHtml ? "html" : "plain"}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Local-Router-Error": code,
  });
  response.end(request.method === "HEAD" ? undefined : body);
  return Buffer.byteLength(body);
}

/** `app` comes from the Host header: it is escaped. */
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
