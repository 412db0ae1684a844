import type { IncomingMessage, ServerResponse } from "node:http";

/** So that the answer is read before the connection is gone. */
const READ_MS = 500;

/**
 * Closes the connection of a request whose body is still not complete some time after its answer, at once when the
 * answer says that it came too late or is too large. Node would wait for the rest as long as for an upload.
 */
export function endUnreadBody(request: IncomingMessage, response: ServerResponse, unreadMs: number): void {
  const { socket } = request;
  const end = (): void => {
    if (request.complete || socket.destroyed) return;
    socket.end();
    setTimeout(() => socket.destroy(), READ_MS).unref();
  };
  response.once("finish", () => {
    if (request.complete) return;
    // A body that came together with its head is read to its end within this turn.
    if (response.statusCode === 408 || response.statusCode === 413) return void setImmediate(end);
    const timer = setTimeout(end, unreadMs).unref();
    request.once("close", () => clearTimeout(timer));
  });
}

/**
 * Closes the connection of a page's request whose body is not complete in time: Next reads it to its end before it
 * draws the page, though no page takes one.
 */
export function endPageBody(request: IncomingMessage, ms: number): void {
  const length = request.headers["content-length"] ?? "0";
  const hasBody = length !== "0" || request.headers["transfer-encoding"] !== undefined;
  if (!hasBody || /^\/api(\/|$)/.test(request.url ?? "")) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    request.socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
    setTimeout(() => request.destroy(), READ_MS).unref();
  }, ms).unref();
  request.once("close", () => clearTimeout(timer));
}
