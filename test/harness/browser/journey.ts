import { randomBytes } from "node:crypto";
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { textEntry, tgz } from "../tarballs";

const base4 = (offset: number) => `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4300) + offset}`;
/** The local platform's API (with its fault switches) and its router's port. */
export const platformApi = base4(1);
export const routerPort = Number(process.env.E2E_PORT ?? 4300) + 3;

/** A page whose test fails on any error of the console: a blocked script or style is a defect, not noise. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(undefined);
      expect(complaints, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Two clicks: the sign-in button, then "Authorize". */
export async function signIn(page: Page, options: { as?: "Ada" | "Ben"; at?: string } = {}): Promise<void> {
  await page.goto(options.at ?? "/");
  await page.getByRole("button", { name: "Sign in with Heroku" }).click();
  if (options.as === "Ben") await page.getByRole("radio", { name: /Ben/ }).check();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(
    (url) => !url.pathname.startsWith("/sign-in") && url.port !== new URL(platformApi).port,
  );
}

/** A new app of the signed-in person, with a name of its own. */
export async function createApp(page: Page): Promise<string> {
  const name = `app-${randomBytes(4).toString("hex")}`;
  const response = await page.request.post("/api/apps", {
    data: { name },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.status(), await response.text()).toBe(201);
  return name;
}

/** Opens the upload sheet of the app's page and hands it this tarball. */
export async function chooseTarball(page: Page, app: string, name: string, body: Uint8Array): Promise<void> {
  await page.goto(`/apps/${app}`);
  await page.getByRole("button", { name: "Upload…" }).first().click();
  await page
    .getByLabel("Tarball", { exact: true })
    .setInputFiles({ name, mimeType: "application/gzip", buffer: Buffer.from(body) });
}

/** The last click; then the build's page is open. */
export async function buildAndRelease(page: Page, app: string): Promise<void> {
  await page.getByRole("button", { name: `Build and release to ${app}` }).click();
  await page.waitForURL(/\/builds\/[0-9a-f-]{36}/);
}

export const server = `require("node:http").createServer((_request, response) => response.end("Hello World\\n")).listen(process.env.PORT);`;

/** A source without dependencies: `build` is its build script, when it has one. */
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

/** What the router answers for the app, asked by name. */
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

const Builds = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) });

export async function buildsOf(page: Page, app: string): Promise<z.infer<typeof Builds>["items"]> {
  const response = await page.request.get(`/api/apps/${app}/builds`);
  return Builds.parse(await response.json()).items;
}
