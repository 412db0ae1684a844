import { createServer, type Server } from "node:http";
import { Socket } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { createPlatform, type Platform } from "./platform";
import { readSettings, type Settings } from "./settings";
import { stopWithParent } from "./stop-with-parent";

const HOST = "127.0.0.1";

/** Starts the local platform as a process of its own: three loopback ports, one line when ready, one with the token. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { ports } = settings;
  let platform: Platform | undefined;
  const notYet = () => new Response("The local platform is starting.\n", { status: 503 });
  const appsServer = createServer((request, response) => {
    if (platform) platform.router.handle(request, response);
    else response.writeHead(503).end();
  });
  appsServer.on("upgrade", (request, socket, head) => {
    if (platform && socket instanceof Socket) platform.router.upgrade(request, socket, head);
    else socket.destroy();
  });
  // Ports first: a second platform on the same data must not touch it before it knows that it is alone.
  const servers = [
    await listen(
      createAdaptorServer({ fetch: (request, env) => platform?.objects.fetch(request, env) ?? notYet() }),
      ports.objects,
      "LOCAL_OBJECTS_PORT",
    ),
    await listen(appsServer, ports.apps, "LOCAL_APPS_PORT"),
    await listen(
      createAdaptorServer({ fetch: (request, env) => platform?.api.fetch(request, env) ?? notYet() }),
      ports.api,
      "LOCAL_API_PORT",
    ),
  ];
  platform = await createPlatform({
    ...settings,
    origins: () => ({
      api: `http://${HOST}:${ports.api}`,
      objects: `http://${HOST}:${ports.objects}`,
      apps: `http://*.localhost:${ports.apps}`,
    }),
    log: (level, message, facts) => {
      if (level !== "info") console.error(JSON.stringify({ level, message, ...facts }));
    },
  });
  announce(settings, platform.scriptToken);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), 4500).unref();
    for (const server of servers) {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    }
    await platform?.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("SIGHUP", stop);
  stopWithParent(stop);
}

function announce({ ports }: Settings, token: string): void {
  console.log(
    `Local platform ready: API http://${HOST}:${ports.api}, objects http://${HOST}:${ports.objects}, apps http://<app>.localhost:${ports.apps}`,
  );
  console.log(`Token for scripts (local platform only): ${token}`);
}

function listen<T extends Server | ServerType>(server: T, port: number, variable: string): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const used = "code" in error && error.code === "EADDRINUSE";
      reject(used ? new Error(`Port ${port} is in use. Set ${variable} to another port.`) : error);
    });
    server.listen(port, HOST, () => resolve(server));
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
