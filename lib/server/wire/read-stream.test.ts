import { createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readStream } from "./read-stream";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(cleanups.splice(0).map((cleanup) => cleanup())));

/** Starts a server that answers any request with `pieces`, one write each, and then calls `then`. */
async function answering(pieces: string[], then: (socket: Socket) => void): Promise<URL> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", async () => {
      for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
      then(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
}

async function read(url: URL, idleMs = 5_000, signal = new AbortController().signal) {
  const seen = { status: 0, text: "" };
  const whole = await readStream(
    { url, trusted: true },
    { headers: {}, idleMs, signal },
    {
      onHead: ({ statusCode = 0 }) => {
        seen.status = statusCode;
        return statusCode === 200;
      },
      onPayload: (payload) => {
        seen.text += payload.toString();
      },
      onRead: () => true,
    },
  );
  return { ...seen, whole };
}

const end = (socket: Socket) => socket.end();
const hang = () => undefined;
const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

test("reads a body after a split head, an interim response, and a head with the first bytes", async () => {
  const url = await answering(
    [
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 2",
      "00 OK\r\nTransfer-Encoding: chunked\r",
      "\n\r\n3\r\nabc\r\n0\r\n\r\n",
    ],
    hang,
  );
  expect(await read(url)).toEqual({ status: 200, text: "abc", whole: true });
});

test("reads a body of a known length, an empty one, and one that ends with the connection", async () => {
  const known = await answering(["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"], hang);
  expect(await read(known)).toEqual({ status: 200, text: "hello", whole: true });
  const none = await answering(["HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], hang);
  expect(await read(none)).toEqual({ status: 200, text: "", whole: true });
  const open = await answering(["HTTP/1.1 200 OK\r\n\r\n", "until the end"], end);
  expect(await read(open)).toEqual({ status: 200, text: "until the end", whole: true });
});

test.each([
  ["ends in a chunk", [CHUNKED, "5\r\nhel"], end, "hel"],
  ["breaks off", [CHUNKED, "5\r\nhello\r\n"], (socket: Socket) => socket.destroy(), "hello"],
  ["ends before its length", ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"], end, "hello"],
  ["is not HTTP", ["nonsense\r\n\r\n"], hang, ""],
  ["has an invalid chunk size", [CHUNKED, "oops\r\n"], hang, ""],
])("reports a body that %s as incomplete", async (_, pieces, then, text) => {
  expect(await read(await answering(pieces, then))).toMatchObject({ text, whole: false });
});

test("closes the connection after a refused head, after silence, and on abort", async () => {
  const refused = await answering(["HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nabc"], hang);
  expect(await read(refused)).toEqual({ status: 500, text: "", whole: false });
  const silent = await answering([CHUNKED, "3\r\nabc\r\n"], hang);
  expect(await read(silent, 50)).toEqual({ status: 200, text: "abc", whole: false });
  const left = new AbortController();
  const reading = read(await answering([CHUNKED], () => left.abort()), 5_000, left.signal);
  expect(await reading).toMatchObject({ whole: false });
});

test("reads nothing until the promise of `onRead` settles", async () => {
  const url = await answering(
    [CHUNKED, ...Array.from({ length: 50 }, () => `400\r\n${"x".repeat(1024)}\r\n`), "0\r\n\r\n"],
    end,
  );
  let waiting = false;
  let bytes = 0;
  const whole = await readStream(
    { url, trusted: true },
    { headers: {}, idleMs: 5_000, signal: new AbortController().signal },
    {
      onHead: () => true,
      onPayload: (payload) => {
        expect(waiting).toBe(false);
        bytes += payload.length;
      },
      onRead: () => {
        waiting = true;
        return new Promise((resolve) =>
          setImmediate(() => {
            waiting = false;
            resolve(true);
          }),
        );
      },
    },
  );
  expect([whole, bytes]).toEqual([true, 51_200]);
});
