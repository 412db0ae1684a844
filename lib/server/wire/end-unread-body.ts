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
