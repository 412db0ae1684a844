import { type Browser, expect, type Page, test } from "@playwright/test";
import { BuildList } from "@/lib/schemas/build";
import { PipelineDetails } from "@/lib/schemas/pipeline";
import { Promotion } from "@/lib/schemas/promotion";
import { startCuttableProxy } from "@/test/harness/browser/cuttable-proxy";
import { signInByClicks } from "@/test/harness/browser/journey";
import { ask, currentOf } from "@/test/harness/browser/releases";
import { Launched, newDataDir, portsFrom } from "@/test/harness/launched-product";

// A server of its own: in it data is old after 15 s instead of 75.
const TIME_SCALE = 5;
const first = Number(process.env.E2E_PORT ?? 4300) + 50;
const baseURL = `http://localhost:${first}`;
const control = `http://127.0.0.1:${first + 1}/_control/faults`;
/** Data is asked for again every 15 s while it is old; everything has to be green 30 s after the end. */
const GREEN_WITHIN_MS = 30_000;
let product: Launched;
let promotion: string | undefined;

test.beforeAll(async () => {
  test.setTimeout(60_000);
  product = new Launched(
    [process.execPath, "scripts/start.mjs"],
    newDataDir(),
    { PUBLIC_URL: baseURL, LOCAL_CONTROL: "1", LOCAL_TIME_SCALE: String(TIME_SCALE) },
    portsFrom(first),
  );
  await product.printed(/Slipway is ready/);
});
test.afterAll(async () => {
  product.signalGroup("SIGTERM");
  await product.ended();
});

const api = (path: string) => ({ port: "api", method: "*", path, ms: 600_000 });
type Trouble = { faults: Record<string, unknown>[]; why: RegExp; wall: RegExp; isHeroku: boolean };
/** What goes wrong, what the line at the head of a page says of it, and what the wall says. */
const troubles: Record<"503" | "429" | "slow" | "offline" | "revoked", Trouble> = {
  "503": {
    faults: [{ ...api("/**"), status: 503 }],
    why: /Heroku answered 503\./,
    wall: /Heroku is not answering \(503\)/,
    isHeroku: true,
  },
  "429": {
    faults: [
      { ...api("/**"), status: 429, body: JSON.stringify({ id: "rate_limit", message: "none left" }) },
    ],
    why: /This account's hourly API calls are used up\./,
    wall: /Slowed down to spare the API budget/,
    isHeroku: true,
  },
  slow: {
    faults: [{ ...api("/**"), delay_ms: 590_000 }],
    why: /Heroku did not answer in time\./,
    wall: /Heroku is not answering/,
    isHeroku: true,
  },
  offline: {
    faults: [],
    why: /Slipway cannot be reached\./,
    wall: /Slipway cannot be reached since/,
    isHeroku: false,
  },
  revoked: {
    faults: [{ person: "ada@example.com", revoke: "all" }],
    why: /You’ve been signed out/,
    wall: /Signed out since \d\d:\d\d/,
    isHeroku: false,
  },
};

/** A browser with the pages of the seeded pipeline open, through a road that can be cut. */
async function open(browser: Browser) {
  const road = await startCuttableProxy();
  const context = await browser.newContext({ baseURL, proxy: { server: road.address } });
  const page = await context.newPage();
  await signInByClicks(page);
  await page.waitForURL(`${baseURL}/`);
  const paths = await pathsOf(page);
  await pairScreen(browser, page);
  // A wall has a browser of its own: in this one, requests that hang take all connections to the server.
  const storageState = await context.storageState();
  const own = await browser.newContext({ baseURL, proxy: { server: road.address }, storageState });
  const tabs = new Map<string, Page>();
  for (const path of paths) tabs.set(path, await (path === WALL ? own : context).newPage());
  await Promise.all([...tabs].map(([path, tab]) => tab.goto(path)));
  await page.close();
  const screens = tabs.get(SCREENS);
  if (screens)
    await expect(screens.getByRole("listitem").filter({ hasText: "Office" })).toContainText("live");
  return { road, context, own, tabs };
}

/** Opens the wall as on a TV, past the road, and pairs it to show the seeded app. */
async function pairScreen(browser: Browser, page: Page): Promise<void> {
  const tv = await (await browser.newContext({ baseURL })).newPage();
  await tv.goto("/wall");
  const code = await tv.locator(".pairing .code").textContent();
  await page.goto(SCREENS);
  await page.getByRole("button", { name: "Pair a screen…" }).click();
  const sheet = page.getByRole("dialog", { name: "Pair a screen" });
  await sheet.getByLabel("Code").fill((code ?? "").replace(/\s+/g, ""));
  await sheet.getByLabel("Name", { exact: true }).fill("Office");
  await sheet.getByText("Some apps").click();
  await sheet.getByRole("checkbox", { name: "example-app", exact: true }).check();
  await sheet.getByRole("button", { name: "Pair Office" }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(/\/screens/);
  await expect(tv.getByText("example-app")).toBeVisible();
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
      { timeout: 240_000 },
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
    "/pipelines/example-app?lane=staging-production",
    `/promotions/${promotion}`,
    "/screens",
    "/wall?preview",
  ];
}

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

/** What of a page claims that all is well: check marks, the color for it, and buttons that begin something. */
function claims(tab: Page): Promise<string[]> {
  return tab.evaluate(() => {
    const found: string[] = [];
    const CHECK = "M2.75 8.5 6.25 12 13.25 4.5";
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--ok)";
    const ok = getComputedStyle(probe).color;
    probe.remove();
    const wall = document.querySelector("#wall") !== null;
    const main = document.querySelector("main") ?? document.body;
    for (const element of main.querySelectorAll<HTMLElement | SVGElement>("*")) {
      const style = getComputedStyle(element);
      if (element.getAttribute("d") === CHECK)
        found.push(`a check mark in ${element.closest("p,li,h1")?.textContent}`);
      if (wall && element.matches(".ok")) found.push(`what is well on the wall: ${element.textContent}`);
      if (!wall && [style.color, style.fill, style.backgroundColor].includes(ok))
        found.push(`the color of what is well at ${element.textContent}`);
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

const WALL = "/wall?preview";
const SCREENS = "/screens";

/** Nothing of a tab claims that all is well, and one sentence says since when and why. */
async function expectOld(path: string, tab: Page, { why, wall, isHeroku }: Trouble): Promise<void> {
  const isWall = path === WALL;
  // The list of screens is Slipway's own; while Heroku fails, what is old is only what a screen shows.
  const isRow = path === SCREENS && isHeroku;
  const mark = isWall ? tab.locator(".band") : isRow ? tab.getByText("old data") : tab.locator("[data-old]");
  await expect(mark, path).toHaveCount(1, { timeout: 90_000 });
  await expect.poll(() => claims(tab), { message: path, timeout: 60_000 }).toEqual([]);
  const line = isWall ? mark : tab.getByText(/Last read \d\d:\d\d\.|This page is from \d\d:\d\d\./);
  await expect(line, path).toHaveCount(1);
  await expect(line, path).toContainText(isWall ? wall : why, { timeout: 60_000 });
}

/** All tabs at once, each until nothing of it is old and what was green is again. */
async function expectCurrent(tabs: Map<string, Page>, green: ReadonlySet<string>): Promise<void> {
  const timeout = GREEN_WITHIN_MS;
  await Promise.all(
    [...tabs].map(async ([path, tab]) => {
      await expect(tab.locator("[data-old], .band"), path).toHaveCount(0, { timeout });
      await expect(tab.getByText(/old data|Not read since then/), path).toHaveCount(0, { timeout });
      const unknown = tab.getByRole("article").filter({ hasText: "unknown" });
      await expect(unknown, path).toHaveCount(0, { timeout });
      if (green.has(path))
        await expect.poll(() => claims(tab), { message: `${path} is green again`, timeout }).not.toEqual([]);
    }),
  );
}

/** Returns the paths of the tabs on which something is green or offered. */
async function greenIn(tabs: Map<string, Page>): Promise<Set<string>> {
  const green = await Promise.all(
    [...tabs].map(async ([path, tab]) => ((await claims(tab)).length > 0 ? [path] : [])),
  );
  return new Set(green.flat());
}

test("nothing is green while Heroku or Slipway fails, and everything is again after it", async ({
  browser,
  request,
}) => {
  test.setTimeout(420_000);
  const { road, context, own, tabs } = await open(browser);
  const lanes = [...tabs.values()].map((tab) =>
    tab.getByRole("region", { name: /^Promote example-app to / }),
  );
  await expect
    .poll(async () => (await Promise.all(lanes.map((lane) => lane.isVisible()))).includes(true))
    .toBe(true);

  await expectCurrent(tabs, new Set());
  const green = await greenIn(tabs);
  expect(green.size).toBeGreaterThan(5);
  for (const [name, trouble] of Object.entries(troubles)) {
    await test.step(name, async () => {
      await expectCurrent(tabs, green);
      for (const data of trouble.faults) expect((await request.post(control, { data })).status()).toBe(201);
      if (name === "offline") road.cut();
      await Promise.all([...tabs].map(([path, tab]) => expectOld(path, tab, trouble)));
      const app = tabs.get("/apps/example-app");
      if (app && trouble.isHeroku) {
        await app.reload();
        await expect(app.getByText(/^Last read \d\d:\d\d\./)).toBeVisible();
        await expect(app.getByRole("heading", { level: 2, name: /^v\d+/ })).toBeVisible();
        await expect.poll(() => claims(app)).toEqual([]);
      }
      await request.delete(control);
      road.mend();
    });
  }

  // A sign-in in another tab is one for all of them.
  const again = await context.newPage();
  await signInByClicks(again);
  await again.close();
  await own.addCookies(await context.cookies());
  // The paired screen had the revoked sign-in as its only one.
  green.delete(SCREENS);
  await expectCurrent(tabs, green);
  await Promise.all([context.close(), own.close()]);
  road.close();
});
