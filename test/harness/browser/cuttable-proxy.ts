import { createServer, request } from "node:http";
import { connect } from "node:net";

type CuttableProxy = {
  /** Address for a browser's proxy setting. */
  address: string;
  /** Closes every connection and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): void;
};

/** Starts a proxy between a browser and the dashboard that can cut every connection, including waiting ones. */
export async function startCuttableProxy(): Promise<CuttableProxy> {
  let open = true;
  const server = createServer((asked, answer) => {
    if (!open) {
      asked.socket.destroy();
      return;
    }
    const { method = "GET", headers, url = "" } = asked;
    const onward = request(url, { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  });
  // The test's own requests use a tunnel.
  server.on("connect", ({ url = "" }, socket) => {
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    cut: () => {
      open = false;
      server.closeAllConnections();
    },
    mend: () => {
      open = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
