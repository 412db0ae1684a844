import { createServer, type ServerResponse } from "node:http";
import type { RawRequest } from "@/lib/server/wire/raw-handler";

export type PagesApiHandler = (request: RawRequest, response: ServerResponse) => Promise<void>;

/** Starts an HTTP server that passes each request to this handler of `pages/api`, as Next does. */
export async function servePagesApi(
  handler: PagesApiHandler,
  params: Record<string, string> = {},
): Promise<{ url: string; closeWhenIdle: () => void }> {
  const server = createServer((request, response) => {
    handler(Object.assign(request, { query: params, cookies: {} }), response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, closeWhenIdle: () => server.close() };
}
