import type { Browser, BrowserContext, Page } from "@playwright/test";
import { BuildList } from "@/lib/schemas/build";
import { PipelineDetails } from "@/lib/schemas/pipeline";
import { Promotion } from "@/lib/schemas/promotion";
import { startCuttableProxy } from "../test/harness/browser/cuttable-proxy";
import { expect, signIn, test } from "../test/harness/browser/journey";
import { ask, currentOf } from "../test/harness/browser/releases";
import { Launched, newDataDir } from "../test/harness/launched-product";

// A server of its own: in it data is old after 15 s instead of 75.
const HASTE = 5;
const first = Number(process.env.E2E_PORT ?? 4300) + 20;
const baseURL = `http://localhost:${first}`;
const control = `http://127.0.0.1:${first + 1}/_control/faults`;
let product: Launched;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  product = new Launched(["node", "scripts/start.mjs"], newDataDir(), {
    PORT: String(first),
    LOCAL_API_PORT: String(first + 1),
    LOCAL_OBJECTS_PORT: String(first + 2),
    LOCAL_APPS_PORT: String(first + 3),
    PUBLIC_URL: baseURL,
    LOCAL_CONTROL: "1",
    LOCAL_HASTE: String(HASTE),
  });
  await product.printed(/Token for scripts.*\n/);
});
test.afterAll(async () => {
  product.signalGroup("SIGTERM");
  await product.ended();
});

const api = (path: string) => ({ port: "api", method: "*", path, ms: 600_000 });
/** What goes wrong, and what the line at the head of the pages says of it. */
const troubles = {
  "503": { faults: [{ ...api("/**"), status: 503 }], why: /Heroku answered 503\./ },
  "429": {
    faults: [{ ...api("/**"), status: 429, body: { id: "rate_limit", message: "none left" } }],
    why: /API calls/,
  },
  slow: { faults: [{ ...api("/**"), delay_ms: 590_000 }], why: /Heroku|Nothing new/ },
  revoked: { faults: [{ person: "ada@example.com", revoke: "all" }], why: /You have been signed out/ },
  offline: { faults: [], why: /Slipway cannot be reached\./ },
} as const;

/** A browser with the pages of the seeded pipeline open, through a road that can be cut. */
async function open(browser: Browser) {
  const road = await startCuttableProxy();
  const context = await browser.newContext({ baseURL, proxy: { server: road.address } });
  const page = await context.newPage();
  await signIn(page, { at: "/" });
  await page.waitForURL(`${baseURL}/`);
  const paths = await pathsOf(page);
  const tabs = new Map<string, Page>();
  for (const path of paths) {
    const tab = await context.newPage();
    await tab.goto(path);
    tabs.set(path, tab);
  }
  await page.close();
  return { road, context, tabs };
}

/** Its apps, a build, a release, a slug, and a promotion that is made once. */
async function pathsOf(page: Page): Promise<string[]> {
  const app = "example-app";
  // The seeds are done once staging is ahead of production.
  const slugOf = async (name: string) => (await currentOf(page, name))?.slug?.id;
  await expect
    .poll(
      async () => {
        const [staging, production] = [await slugOf(app), await slugOf(`${app}-production`)];
        return staging !== undefined && production !== undefined && staging !== production;
      },
      { timeout: 120_000 },
    )
    .toBe(true);
  const current = await currentOf(page, app);
  const pipeline = PipelineDetails.parse(await ask(page, "GET", "/api/pipelines/example-app"));
  const [build] = BuildList.parse(await ask(page, "GET", `/api/apps/${app}/builds`)).items;
  if (!current?.slug || !build) throw new Error("the seeds are not there");
  promotion ??= await promote(page, pipeline, current);
  return [
    "/",
    `/apps/${app}`,
    `/apps/${app}/builds`,
    `/apps/${app}/builds/${build.id}`,
    `/apps/${app}/releases`,
    `/apps/${app}/releases/${current.version}`,
    `/apps/${app}/slugs/${current.slug.id}`,
    "/pipelines",
    "/pipelines/example-app",
    `/promotions/${promotion}`,
    "/screens",
    "/wall?preview",
  ];
}

let promotion: string | undefined;

async function promote(
  page: Page,
  pipeline: PipelineDetails,
  { id, slug }: { id: string; slug: { id: string } | null },
): Promise<string> {
  const apps = pipeline.stages.flatMap(({ apps }) => apps.flatMap((app) => (app.hidden ? [] : [app])));
  const target = apps.find(({ app }) => app.name === "example-app-production");
  const made = await ask(page, "POST", "/api/pipeline-promotions", {
    pipeline: pipeline.id,
    source: { app: "example-app", release: id, slug: slug?.id ?? null },
    targets: [{ app: target?.app.id, expected_current: target?.current?.id ?? null }],
    order: "together",
  });
  const { id: made_id } = Promotion.parse(made);
  await expect
    .poll(async () => Promotion.parse(await ask(page, "GET", `/api/pipeline-promotions/${made_id}`)).status, {
      timeout: 60_000,
    })
    .toBe("completed");
  return made_id;
}

/** What of a page claims that all is well: check marks, the colour for it, and buttons that begin something. */
function claims(tab: Page): Promise<string[]> {
  return tab.evaluate(() => {
    const found: string[] = [];
    const CHECK = "M2.75 8.5 6.25 12 13.25 4.5";
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--ok)";
    const ok = getComputedStyle(probe).color;
    probe.remove();
    const main = document.querySelector("main") ?? document.body;
    for (const element of main.querySelectorAll<HTMLElement | SVGElement>("*")) {
      const style = getComputedStyle(element);
      if (element.getAttribute("d") === CHECK)
        found.push(`a check mark in ${element.closest("p,li,h1")?.textContent}`);
      if (element.matches("svg.glyph.ok")) found.push("a check mark on the wall");
      if (main.tagName === "MAIN" && [style.color, style.fill, style.backgroundColor].includes(ok))
        found.push(`the colour of what is well at ${element.textContent}`);
    }
    if (/[✓●]/.test(document.title)) found.push(document.title);
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]:last-of-type");
    if (icon && decodeURIComponent(icon.href).includes(CHECK)) found.push("the favicon");
    const acts = /^(Upload…|Roll back…|New app…|New pipeline…|Add app…|Cancel build…|Retry$|Promote )/;
    for (const button of main.querySelectorAll("button"))
      if (acts.test(button.textContent ?? "") && !button.disabled)
        found.push(`the button ${button.textContent}`);
    return found;
  });
}

/** These show nothing of upstream, or have their own head line. */
const own = new Set(["/screens", "/wall?preview"]);
const old = (tab: Page) => tab.locator("[data-old]");

async function close({ context, road }: { context: BrowserContext; road: { close(): void } }): Promise<void> {
  await context.close();
  road.close();
}

for (const [name, { faults, why }] of Object.entries(troubles)) {
  test(`nothing is green while Heroku is ${name}, and everything is again after it`, async ({
    browser,
    request,
  }) => {
    test.setTimeout(300_000);
    await request.delete(control);
    const opened = await open(browser);
    const { tabs, road } = opened;
    for (const [path, tab] of tabs) if (!own.has(path)) await expect(old(tab), path).toHaveCount(0);

    for (const data of faults) expect((await request.post(control, { data })).status()).toBe(201);
    if (name === "offline") road.cut();
    for (const [path, tab] of tabs) {
      if (own.has(path)) continue;
      await expect(old(tab), path).toHaveCount(1, { timeout: 90_000 });
      await expect.poll(() => claims(tab), { message: path }).toEqual([]);
      const lines = tab.getByText(/Last read \d\d:\d\d\.|What stands here was true at \d\d:\d\d\./);
      await expect(lines, path).toHaveCount(1);
      await expect(tab.getByText(why).first(), path).toBeVisible();
    }
    const app = tabs.get("/apps/example-app");
    if (app && name !== "offline" && name !== "revoked") {
      await app.reload();
      await expect(app.getByText(/^Last read \d\d:\d\d\./)).toBeVisible();
      await expect(app.getByRole("heading", { level: 2, name: /^v\d+/ })).toBeVisible();
      await expect.poll(() => claims(app)).toEqual([]);
    }

    await request.delete(control);
    road.mend();
    if (name !== "revoked")
      for (const [path, tab] of tabs) await expect(old(tab), path).toHaveCount(0, { timeout: 30_000 });
    await close(opened);
  });
}
