import { createServer, type ServerResponse } from "node:http";

export type Gate = {
  /** A build's program requests this and waits until it is let through. */
  url: string;
  /** Lets one request through: the waiting one, or the next. */
  open(): void;
  close(): void;
};

/** Holds a build's program at chosen points, so that tests do not depend on its speed. */
export async function gate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  let opened = 0;
  const pass = () => {
    while (opened > 0 && waiting.length > 0) {
      opened -= 1;
      waiting.shift()?.end();
    }
  };
  const server = createServer((_request, response) => {
    waiting.push(response);
    pass();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    open: () => {
      opened += 1;
      pass();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
