import { createServer, type Server } from "node:http";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import type { Hono } from "hono";
import { createPlatform, type Platform, type PlatformOptions } from "./platform";

const HOST = "127.0.0.1";

/** 0 selects any free port. */
export type Ports = { api: number; objects: number; apps: number };
export type Served = { platform: Platform; ports: Ports; stop(): Promise<void> };

/**
 * Binds the three ports, then opens the platform on its data: a second platform on the same ports must
 * fail before it touches the data. Throws an Error that names the port in use and its variable.
 */
export async function servePlatform(
  options: Omit<PlatformOptions, "origins"> & { ports: Ports },
): Promise<Served> {
  let platform: Platform | undefined;
  const part = (choose: (ready: Platform) => Hono) =>
    createAdaptorServer({
      fetch: (request, env) =>
        platform
          ? choose(platform).fetch(request, env)
          : new Response("The local platform is starting.\n", { status: 503 }),
    });
  const apps = createServer((request, response) => {
    if (platform) platform.router.handle(request, response);
    else response.writeHead(503).end();
  });
  apps.on("upgrade", (request, socket, head) => {
    if (platform) platform.router.upgrade(request, socket, head);
    else socket.destroy();
  });
  const servers = { api: part((ready) => ready.api), objects: part((ready) => ready.objects), apps };
  const close = () => {
    for (const server of Object.values(servers)) {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    }
  };
  try {
    const ports = {
      api: await listen(servers.api, options.ports.api, "LOCAL_API_PORT"),
      objects: await listen(servers.objects, options.ports.objects, "LOCAL_OBJECTS_PORT"),
      apps: await listen(servers.apps, options.ports.apps, "LOCAL_APPS_PORT"),
    };
    platform = await createPlatform({
      ...options,
      origins: () => ({
        api: `http://${HOST}:${ports.api}`,
        objects: `http://${HOST}:${ports.objects}`,
        apps: `http://*.localhost:${ports.apps}`,
      }),
    });
    const ready = platform;
    return {
      platform,
      ports,
      async stop() {
        close();
        await ready.close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

function listen(server: Server | ServerType, port: number, variable: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const used = "code" in error && error.code === "EADDRINUSE";
      reject(used ? new Error(`Port ${port} is in use. Set ${variable} to another port.`) : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(address && typeof address === "object" ? address.port : port);
    });
  });
}
