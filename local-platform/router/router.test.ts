import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRouter } from "./router";

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
  const { handle, upgrade } = createRouter({
    async webPort(app) {
      if (app === "up") return portOf(dyno);
      if (app === "gone") return 1;
      if (app === "down") return "crashed";
      return app === "empty" ? "no web dyno" : "no such app";
    },
  });
  router = await listening(createServer(handle));
  router.on("upgrade", upgrade);
});
afterAll(() => {
  for (const server of [router, dyno]) {
    server.closeAllConnections();
    server.close();
  }
});

function ask(app: string, body = "", accept = "*/*", host = `${app}.localhost:3003`) {
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const headers = { Host: host, Accept: accept };
      const sent = request(
        { host: "127.0.0.1", port: portOf(router), method: "POST", headers },
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
