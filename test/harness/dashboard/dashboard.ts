import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { readSession } from "@/lib/server/session/session";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { tokenFor } from "@/test/harness/platform/checked-call";
import {
  startPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from "@/test/harness/platform/test-platform";
import { type PagesApiHandler, servePagesApi } from "@/test/harness/servers/pages-api-server";

type RouteHandler<C> = (request: Request, context: C) => Promise<Response>;
type RequestOptions = {
  method?: string;
  query?: string;
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type Dashboard = {
  platform: TestPlatform;
  heroku: Heroku;
  /** Calls a route handler as Next would, signed in, with the dashboard's origin. */
  request<P extends Record<string, string>>(
    handler: RouteHandler<{ params: Promise<Record<string, string | string[] | undefined>> }>,
    params: P,
    options?: RequestOptions,
  ): Promise<Response>;
  /** Calls a handler of `pages/api` over HTTP, signed in. */
  requestPagesApi(
    handler: PagesApiHandler,
    params: Record<string, string>,
    options?: Pick<RequestOptions, "query" | "headers" | "signal">,
  ): Promise<Response>;
  /** Sets a fault of the local platform. */
  fault(fault: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
};

/** Runs the dashboard's route handlers in this process, with an API key of its own local platform. One per test file. */
export async function startDashboard({
  publicUrl = "http://localhost:3000",
  ...options
}: TestPlatformOptions & { publicUrl?: string } = {}): Promise<Dashboard> {
  const platform = await startPlatform(options);
  process.env.DATA_DIR = `${platform.folder}/dashboard`;
  process.env.PUBLIC_URL = publicUrl;
  process.env.HEROKU_API_KEY = platform.token;
  process.env.HEROKU_API_URL = platform.api;
  process.env.UPSTREAM_HOSTS = platform.objects.replace("http://", "");
  await prepareStore();
  const session = await readSession();
  if (!session) throw new Error("a key makes a session");
  const control = (method: string, body?: unknown) => platform.call(method, "/_control/faults", { body });
  return {
    platform,
    heroku: herokuFor(session.grant),
    async request(handler, params, { method = "GET", query = "", body, raw, headers, signal } = {}) {
      const init: RequestInit & { duplex: "half" } = {
        method,
        headers: {
          host: new URL(publicUrl).host,
          origin: publicUrl,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: raw ?? (body === undefined ? null : JSON.stringify(body)),
        signal: signal ?? null,
        // Node requires this for a streamed body.
        duplex: "half",
      };
      const request = new Request(`${publicUrl}/api/route${query}`, init);
      return handler(request, { params: Promise.resolve(params) });
    },
    async requestPagesApi(handler, params, { query = "", headers, signal } = {}) {
      const server = await servePagesApi(handler, params);
      const answer = await fetch(`${server.url}/api/route${query}`, {
        headers: headers ?? {},
        signal: signal ?? null,
      });
      server.closeWhenIdle();
      return answer;
    },
    async fault(fault) {
      const answer = await control("POST", fault);
      if (!answer.ok) throw new Error(await answer.text());
    },
    async clearFaults() {
      await control("DELETE");
    },
    stop: () => platform.stop(),
  };
}

/** Returns the same client with another grant, so that nothing is cached for it; counts its calls. */
export function counted(
  { heroku: inner }: Dashboard,
  grant: { accountId?: string } = {},
): { heroku: Heroku; calls: () => number } {
  let calls = 0;
  const heroku: Heroku = {
    ...inner,
    grant: { ...inner.grant, id: `counted ${Math.random()}`, ...grant },
    request: (endpoint, call) => {
      calls += 1;
      return inner.request(endpoint, call);
    },
  };
  return { heroku, calls: () => calls };
}

/** Returns a client for another account, scope `identity write-protected`. */
export async function dashboardAs({ platform }: Dashboard, accountId: string): Promise<Heroku> {
  const scope = "identity write-protected";
  const token = await tokenFor(platform, accountId, scope);
  const accessToken = async () => token;
  return herokuFor({ id: `as ${accountId}`, accountId, scope, accessToken, refreshAfter401: accessToken });
}
