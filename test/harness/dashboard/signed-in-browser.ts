import { vi } from "vitest";
import type * as Callback from "@/app/api/auth/callback/heroku/route";
import type { WallState } from "@/lib/schemas/wall";
import { WallState as Wall } from "@/lib/schemas/wall";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { insertSession } from "@/lib/server/store/sessions";
import { tokenFor } from "@/test/harness/platform/checked-call";
import { oauthClient, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

export const PUBLIC_URL = "http://localhost:3000";

type RouteHandler<C> = (request: Request, context: C) => Promise<Response>;
type AnyHandler = RouteHandler<{ params: Promise<Record<string, string | string[] | undefined>> }>;
type RequestOptions = { method?: string; query?: string; body?: unknown; params?: Record<string, string> };

/** A browser: keeps cookies and calls route handlers with them. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async request(
    handler: AnyHandler,
    { method = "GET", query = "", body, params = {} }: RequestOptions = {},
  ): Promise<Response> {
    const headers = new Headers({ origin: PUBLIC_URL, host: "localhost:3000", cookie: this.header() });
    if (body !== undefined) headers.set("content-type", "application/json");
    const init = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    const request = new Request(`${PUBLIC_URL}/api/route${query}`, init);
    jar.current = this.cookies;
    const answer = await handler(request, { params: Promise.resolve(params) });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return answer;
  }

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const at = pair.indexOf("=");
    if (attributes.includes("Max-Age=0")) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** Replaces Next's `cookies()`: the cookies of the browser that makes the request. */
export const jar: { current: Map<string, string> } = { current: new Map() };

export type OAuthDashboard = {
  platform: TestPlatform;
  signIn: (person: { id: string; email: string }) => Promise<Browser>;
};

/** Runs the dashboard in this process as an OAuth client of a local platform; each user signs in with a session. */
export async function startOAuthDashboard(): Promise<OAuthDashboard> {
  const platform = await startPlatform();
  vi.stubEnv("DATA_DIR", `${platform.folder}/dashboard`);
  vi.stubEnv("PUBLIC_URL", PUBLIC_URL);
  vi.stubEnv("HEROKU_API_URL", platform.api);
  vi.stubEnv("HEROKU_ID_URL", platform.api);
  vi.stubEnv("LOCAL_CLIENT_ID", oauthClient.id);
  vi.stubEnv("LOCAL_CLIENT_SECRET", oauthClient.secret);
  vi.stubEnv("UPSTREAM_HOSTS", platform.objects.replace("http://", ""));
  await prepareStore();
  const { db } = await import("@/lib/server/store/db");
  return {
    platform,
    async signIn({ id, email }) {
      const browser = new Browser();
      const token = crypto.randomUUID();
      await insertSession(db(), {
        token,
        person: { id, email, name: null },
        scope: "identity write-protected",
        tokens: { access: await tokenFor(platform, id), refresh: null, expiresAt: null },
        expires: new Date(Date.now() + 3_600_000),
      });
      browser.cookies.set("slipway-3000", token);
      return browser;
    },
  };
}

/** Submits the identity host's page like a user; returns the path on which the browser lands. */
export async function consent(
  browser: Browser,
  url: string,
  answer: "authorize" | "deny",
  accountId: string,
  callback: typeof Callback.GET,
): Promise<string> {
  const page = await (await fetch(url)).text();
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const form = new URLSearchParams({ request, account: accountId, answer });
  const back = await fetch(new URL("/oauth/authorize", url), {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const target = new URL(back.headers.get("location") ?? "");
  const landed = await browser.request(callback, { query: target.search });
  if (!landed.headers.has("location")) throw new Error(await landed.text());
  return (landed.headers.get("location") ?? "").replace(PUBLIC_URL, "");
}

/** Returns the state that a wall receives. */
export async function wallOf(answer: Response): Promise<WallState> {
  return Wall.parse(await answer.json());
}
