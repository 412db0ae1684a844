import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Limits } from "@/local-platform/context";
import { type Served, servePlatform } from "@/local-platform/serve";

export const oauthClient = {
  id: "0d6b1b6e-6f0e-4c1b-9a34-c11e00000001",
  secret: "the client's secret",
  name: "Slipway",
  redirectUri: "http://localhost:3000/api/auth/callback/heroku",
};

export type TestPlatform = Served & {
  api: string;
  objects: string;
  token: string;
  folder: string;
  /** Calls the Platform API as Ada, with the headers of an API client. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
};

export type CallOptions = { body?: unknown; headers?: Record<string, string>; token?: string };

export type TestPlatformOptions = {
  limits?: Partial<Limits>;
  now?: () => Date;
  samplesDir?: string | null;
  folder?: string;
};

/** Starts a local platform on free ports and a temporary folder, with fault switches, seeded only with the users. */
export async function startPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "platform-test-")));
  const served = await servePlatform({
    dataDir: join(folder, "data"),
    workDir: join(folder, "work"),
    ports: { api: 0, objects: 0, apps: 0 },
    client: oauthClient,
    control: true,
    // No simulated delays unless a test sets them.
    limits: { releaseBootMs: 0, ...options.limits },
    now: options.now,
    samplesDir: options.samplesDir ?? null,
  });
  const api = `http://127.0.0.1:${served.ports.api}`;
  const token = served.platform.scriptToken;
  return {
    ...served,
    api,
    objects: `http://127.0.0.1:${served.ports.objects}`,
    token,
    folder,
    call: (method, path, { body, headers, token: other } = {}) =>
      fetch(`${api}${path}`, {
        method,
        headers: {
          Accept: "application/vnd.heroku+json; version=3",
          Authorization: `Bearer ${other ?? token}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    async stop() {
      await served.stop();
      // An output that is still being stored may write into it.
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
