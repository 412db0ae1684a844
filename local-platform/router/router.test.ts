import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Route } from "@/local-platform/engine/engine";
import { createRouter } from "./router";

const lines: string[] = [];
let dyno: Server;
let router: Server;
const portOf = (server: Server) => {
  const address = server.address();
  return address && typeof address === "object" ? address.port : 0;
};
const listening = (server: Server) =>
  new Promise<Server>((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));

beforeAll(async () => {
  dyno = await listening(
    createServer((asked, response) => {
      if (asked.url === "/slow") return;
      response.writeHead(201, {
        "X-Seen-Host": asked.headers.host,
        "X-Proto": asked.headers["x-forwarded-proto"],
      });
      asked.pipe(response);
    }),
  );
  dyno.on("upgrade", (_asked, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
    socket.pipe(socket);
  });
  const engine = {
    async route(app: string): Promise<Route> {
      if (app === "up") return { appId: app, dyno: "web.1", port: portOf(dyno) };
      if (app === "gone") return { appId: app, dyno: "web.1", port: 1 };
      if (app === "down") return { appId: app, error: "crashed" };
      if (app === "paused") return { appId: app, error: "maintenance" };
      return app === "empty" ? { appId: app, error: "no web dyno" } : { appId: null, error: "no such app" };
    },
    log: (appId: string, source: string, process: string, line: string) =>
      void lines.push(`${appId} ${source}[${process}]: ${line}`),
  };
  const { handle, upgrade } = createRouter(engine, 200);
  router = await listening(createServer(handle));
  router.on("upgrade", upgrade);
});
afterAll(() => {
  for (const server of [router, dyno]) {
    server.closeAllConnections();
    server.close();
  }
});

function ask(app: string, body = "", accept = "*/*", host = `${app}.localhost:3003`, path = "/") {
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const headers = { Host: host, Accept: accept };
      const sent = request(
        { host: "127.0.0.1", port: portOf(router), method: "POST", path, headers },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => {
            text += part;
          });
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
          );
        },
      );
      sent.on("error", reject).end(body);
    },
  );
}

test("passes request and answer through", async () => {
  const { status, text, headers } = await ask("up", "x".repeat(300_000));
  expect([status, text.length]).toEqual([201, 300_000]);
  expect([headers["x-seen-host"], headers["x-proto"]]).toEqual(["up.localhost:3003", "http"]);
});

test.each([
  ["nobody", 404, "No such app"],
  ["empty", 503, "No web dyno"],
  ["down", 503, "App crashed"],
  ["gone", 503, "Connection closed without response"],
  ["paused", 503, "Maintenance mode"],
])("%s is %i, %s", async (app, status, title) => {
  const plain = await ask(app);
  expect([plain.status, plain.text.startsWith(title)]).toEqual([status, true]);
  expect((await ask(app, "", "text/html")).text).toContain(`<h1>${title}</h1>`);
});

test.each(["up", "up:3003", "up.evil.example:3003", "x.up.localhost"])("%s names no app", async (host) => {
  expect((await ask("up", "", "*/*", host)).status).toBe(404);
});

test("a name in the Host header is never markup", async () => {
  expect((await ask("<b>", "", "text/html")).text).not.toContain("<b><b>");
});

test("an upgraded connection carries bytes both ways", async () => {
  const socket = connect(portOf(router), "127.0.0.1");
  let seen = "";
  const echoed = new Promise<string>((resolve) => {
    socket.setEncoding("utf8").on("data", (part: string) => {
      seen += part;
      if (seen.endsWith("\r\n\r\n")) socket.write("ping");
      if (seen.endsWith("ping")) resolve(seen);
    });
  });
  socket.write("GET / HTTP/1.1\r\nHost: up.localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
  expect(await echoed).toMatch(/^HTTP\/1\.1 101 [\s\S]*ping$/);
  socket.destroy();
});

test("a dyno that does not answer in time is H12", async () => {
  const { status, text } = await ask("up", "", "*/*", "up.localhost:3003", "/slow");
  expect([status, text.split("\n")[0]]).toEqual([503, "Request timeout (H12): up"]);
});

test("requests are logged in the format of Heroku's router", async () => {
  lines.length = 0;
  await ask("up", "hello");
  await ask("down");
  await ask("nobody");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(
    /^up heroku\[router\]: at=info method=POST path="\/" host=up\.localhost:3003 request_id=\S+ fwd="127\.0\.0\.1" dyno=web\.1 connect=\d+ms service=\d+ms status=201 bytes=5 protocol=http$/,
  );
  expect(lines[1]).toMatch(
    /^down heroku\[router\]: at=error code=H10 desc="App crashed" method=POST .* status=503 bytes=\d+/,
  );
});
