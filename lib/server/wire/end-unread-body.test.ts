import { createServer, type RequestListener } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { endPageBody, endUnreadBody } from "./end-unread-body";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Sends a text. Resolves to everything received when the server has closed the connection. */
async function exchange(text: string, answer: RequestListener, ms: number): Promise<string> {
  const server = createServer((request, response) => {
    endUnreadBody(request, response, ms);
    endPageBody(request, ms);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address();
  const socket = connect(address && typeof address === "object" ? address.port : 0, "127.0.0.1");
  closers.push(() => socket.destroy());
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write(text);
  await new Promise((resolve) => socket.once("end", resolve));
  return received;
}

const half = "POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf";

test("a connection with an incomplete body is closed some time after the response", async () => {
  expect(await exchange(half, (_, response) => response.writeHead(401).end("no"), 20)).toMatch(/ 401 .*no/s);
});

test.each([408, 413])("a connection with an incomplete body is closed at once after %i", async (status) => {
  const answer: RequestListener = (_, response) => response.writeHead(status).end("late");
  expect(await exchange(half, answer, 600_000)).toMatch(/ 4\d\d .*late/s);
});

test("a connection with a complete body stays open", async () => {
  const next = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const sent = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nfull${next}`;
  const received = await exchange(sent, (_, response) => response.writeHead(413).end("answer"), 0);
  expect(received.match(/answer/g)).toHaveLength(2);
});

test.each(["Content-Length: 100", "Transfer-Encoding: chunked"])(
  "a page request with a stalled body is closed without the page's response (%s)",
  async (header) => {
    const sent = `POST /sign-in HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`;
    expect(await exchange(sent, () => undefined, 20)).toMatch(/^HTTP\/1.1 408 /);
  },
);
