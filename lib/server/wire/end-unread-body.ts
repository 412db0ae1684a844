import type { IncomingMessage, ServerResponse } from "node:http";

/** Time for the client to read the response before the connection is closed. */
const READ_MS = 500;

/**
 * Closes the connection of a request whose body is still incomplete some time after its response, or at once after a
 * 408 or 413. Node would wait for the rest as long as for an upload.
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
    // A body that arrived together with its head completes within this tick.
    if (response.statusCode === 408 || response.statusCode === 413) return void setImmediate(end);
    const timer = setTimeout(end, unreadMs).unref();
    request.once("close", () => clearTimeout(timer));
  });
}

/**
 * Closes the connection of a page request whose body is not complete in time: Next reads the body before it renders
 * the page, although no page has one.
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
