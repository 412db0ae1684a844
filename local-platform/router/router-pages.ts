/** Why the router could not reach a dyno. */
export type RouterError = "no such app" | "no web dyno" | "crashed" | "no response";

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
};

/** Returns HTML for browsers, one line of text for other clients. `app` comes from the Host header: it is escaped. */
export function errorPage(error: RouterError, app: string, asHtml: boolean): string {
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
