import { createServer, type ServerResponse } from "node:http";
import type { RawRequest } from "@/lib/server/raw-handler";

export type RawDoor = (request: RawRequest, response: ServerResponse) => Promise<void>;

/** A server with one door of Node's own kind behind it, as Next would call it. */
export async function serveDoor(
  door: RawDoor,
  params: Record<string, string> = {},
): Promise<{ url: string; closeWhenIdle: () => void }> {
  const server = createServer((request, response) => {
    door(Object.assign(request, { query: params, cookies: {} }), response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, closeWhenIdle: () => server.close() };
}
