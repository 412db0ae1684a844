import { randomBytes } from "node:crypto";
import { type APIRequestContext, test as base, type Cookie, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { Launched, newDataDir, portsFrom } from "@/test/harness/launched-product";
import { textEntry, tgz } from "@/test/harness/tarballs";

/** Each worker has its own product, ten ports above the previous one. */
const ports = portsFrom(
  Number(process.env.E2E_PORT ?? 4300) + 10 * Number(process.env.TEST_PARALLEL_INDEX ?? 0),
);
/** The local platform's API, with its fault switches. */
export const platformApi = `http://127.0.0.1:${ports.api}`;
export const routerPort = ports.apps;

/**
 * A test with a started product, one for all tests of a worker. It fails on any error in the browser's console: a
 * blocked script or style is a defect, not noise.
 */
export const test = base.extend<{ quiet: undefined }, { product: string }>({
  product: [
    async ({ playwright: _ }, use) => {
      const address = `http://localhost:${ports.dashboard}`;
      const more = { LOCAL_CONTROL: "1", PUBLIC_URL: address };
      const product = new Launched([process.execPath, "scripts/start.mjs"], newDataDir(), more, ports);
      product.child.stderr?.pipe(process.stderr);
      await product.printed(/Slipway is ready/);
      await use(address);
      product.signalGroup("SIGTERM");
      await product.ended();
    },
    { scope: "worker", auto: true, timeout: 120_000 },
  ],
  baseURL: ({ product }, use) => use(product),
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      // The console does not show a violation whose exception was caught.
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
          reportError(new Error(`Policy violated: ${effectiveDirective} ${blockedURI} ${sourceFile}`)),
        );
      });
      await use(undefined);
      expect(complaints, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

type SignIn = { as?: "Ada" | "Ben"; at?: string };

/** The cookies of each user who signed in, for every product that this worker's tests visit. */
const signedIn = new Map<string, Cookie[]>();

/** Opens a page (`at`) with a session that all tests of a worker share. A test that ends it uses `signInByClicks`. */
export async function signIn(page: Page, { as = "Ada", at = "/" }: SignIn = {}): Promise<void> {
  await page.context().addCookies(signedIn.get(as) ?? []);
  await page.goto(at);
  // A test may visit another product, where the sessions of the worker's product are invalid.
  if (!new URL(page.url()).pathname.startsWith("/sign-in")) return;
  await signInByClicks(page, { as, at });
  signedIn.set(as, await page.context().cookies());
}

/** Signs in with two clicks: the sign-in button, then "Authorize". */
export async function signInByClicks(page: Page, options: SignIn = {}): Promise<void> {
  await page.goto(options.at ?? "/");
  await page.getByRole("button", { name: "Sign in with Heroku" }).click();
  if (options.as === "Ben") await page.getByRole("radio", { name: /Ben/ }).check();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(
    (url) => !url.pathname.startsWith("/sign-in") && url.port !== new URL(platformApi).port,
  );
}

/** Creates an app of the signed-in user. */
export async function createApp(page: Page): Promise<string> {
  const name = `app-${randomBytes(4).toString("hex")}`;
  const response = await page.request.post("/api/apps", {
    data: { name },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.status(), await response.text()).toBe(201);
  return name;
}

/** Opens the upload sheet of the app's page and chooses this tarball. */
export async function chooseTarball(page: Page, app: string, name: string, body: Uint8Array): Promise<void> {
  await page.goto(`/apps/${app}`);
  await page.getByRole("button", { name: "Upload…" }).first().click();
  await page
    .getByLabel("Tarball", { exact: true })
    .setInputFiles({ name, mimeType: "application/gzip", buffer: Buffer.from(body) });
}

/** Clicks the last button; then the build's page is open. */
export async function buildAndRelease(page: Page, app: string): Promise<void> {
  await page.getByRole("button", { name: `Build and release to ${app}` }).click();
  await page.waitForURL(/\/builds\/[0-9a-f-]{36}/);
}

export const server = `require("node:http").createServer((_request, response) => response.end("Hello World\\n")).listen(process.env.PORT);`;

/** Returns a source without dependencies; `build` is its build script, if any. */
export function source(build?: string): Promise<Uint8Array<ArrayBuffer>> {
  return tgz([
    textEntry("Procfile", "web: node web.js\n"),
    textEntry("web.js", server),
    textEntry(
      "package.json",
      JSON.stringify({ name: "hello", version: "1.0.0", scripts: build ? { build } : {} }),
    ),
    ...(build ? [textEntry("build.js", "")] : []),
  ]);
}

/** Returns the router's response for an app. */
export async function visit(request: APIRequestContext, app: string): Promise<string> {
  const response = await request.get(`http://127.0.0.1:${routerPort}/`, {
    headers: { host: `${app}.localhost:${routerPort}` },
  });
  return `${response.status()} ${await response.text()}`;
}

/** Sets a fault of the local platform (see docs/local-platform.md). */
export async function fault(request: APIRequestContext, body: Record<string, unknown>): Promise<void> {
  const response = await request.post(`${platformApi}/_control/faults`, { data: body });
  expect(response.status(), await response.text()).toBe(201);
}

export async function clearFaults(request: APIRequestContext): Promise<void> {
  await request.delete(`${platformApi}/_control/faults`);
}

const Builds = z.object({
  items: z.array(z.object({ id: z.string(), status: z.string(), created_at: z.string() })),
});

export async function buildsOf(page: Page, app: string): Promise<z.infer<typeof Builds>["items"]> {
  const response = await page.request.get(`/api/apps/${app}/builds`);
  return Builds.parse(await response.json()).items;
}
