import { connect, createServer, type Socket } from "node:net";
import { freePort } from "./free-port";

/** A proxy before PostgreSQL whose connections can be silenced or cut. */
export async function startPostgresProxy(url: string) {
  const port = await freePort();
  const proxied = new URL(url);
  const target = { host: proxied.hostname, port: Number(proxied.port) };
  proxied.port = String(port);
  const connections = new Set<{ client: Socket; server: Socket }>();
  let isCut = false;
  const cut = () => {
    for (const { client, server } of connections) [client, server].map((socket) => socket.destroy());
  };
  const proxy = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const server = connect(target);
    const connection = { client, server };
    connections.add(connection);
    client.pipe(server);
    server.pipe(client);
    for (const socket of [client, server]) socket.on("error", () => undefined);
    client.on("close", () => {
      server.destroy();
      connections.delete(connection);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  return {
    url: proxied.href,
    /** Keeps the open connections, and delivers nothing more on them. */
    mute: () => {
      for (const { client, server } of connections) server.unpipe(client).resume();
    },
    /** Cuts all connections, and new ones until `restore`. */
    cut: () => {
      isCut = true;
      cut();
    },
    restore: () => {
      isCut = false;
    },
    stop: () => {
      cut();
      proxy.close();
    },
  };
}
