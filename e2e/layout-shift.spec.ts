import type { Page } from "@playwright/test";
import {
  buildAndRelease,
  chooseTarball,
  createApp,
  expect,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";

type Shift = { value: number; nodes: string[] };

declare global {
  var slipwayShifts: Shift[] | undefined;
}

/** Delays each API response by two frames, so that what moves the page moves it after its first paint. */
async function answerAfterPaint(page: Page): Promise<void> {
  await page.route("**/api/**", async (route) => {
    // Rejects if the page that sent the request is left meanwhile.
    await page
      .evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      .catch(() => undefined);
    await route.continue();
  });
}

/** The widest step of a ticking age ("9 s" to "10 s"), in px, which moves the rest of its line. */
const TICK = 12;

/** Records every layout shift from the first paint on, except in lines with a ticking age. */
async function watchShifts(page: Page): Promise<() => Promise<Shift[]>> {
  await page.addInitScript((tick) => {
    globalThis.slipwayShifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!("value" in entry) || typeof entry.value !== "number") continue;
        const sources = "sources" in entry && Array.isArray(entry.sources) ? entry.sources : [];
        const moved = sources.filter(
          ({ node, previousRect: from, currentRect: to }) =>
            from.y !== to.y ||
            Math.abs(from.x - to.x) > tick ||
            (node instanceof Element && !/\d+ s\b/.test(node.textContent ?? "")),
        );
        if (moved.length === 0) continue;
        const nodes = moved.map(({ node }) =>
          node instanceof Element
            ? `${node.tagName} ${node.textContent?.slice(0, 60)}`
            : String(node?.textContent),
        );
        globalThis.slipwayShifts?.push({ value: entry.value, nodes });
      }
    }).observe({ type: "layout-shift", buffered: true });
  }, TICK);
  return () => page.evaluate(() => globalThis.slipwayShifts ?? []);
}

for (const { name, width, height } of [
  { name: "a desktop", width: 1280, height: 800 },
  { name: "a phone", width: 390, height: 844 },
]) {
  test(`the app's page and its failed build's page load without layout shift on ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await signIn(page);
    const app = await createApp(page);
    await chooseTarball(page, app, "good.tgz", await source());
    await buildAndRelease(page, app);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
    const script = `node -e "console.error('src/a.ts(3,7): error TS2322: Type A is not B.'); process.exit(2)"`;
    await chooseTarball(page, app, "broken.tgz", await source(script));
    await buildAndRelease(page, app);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Failed in build", {
      timeout: 60_000,
    });
    const failed = new URL(page.url()).pathname;

    const shifts = await watchShifts(page);
    await answerAfterPaint(page);
    await page.goto(failed);
    await expect(page.getByRole("region", { name: "Why it failed" })).toContainText("TS2322");
    await expect(page.getByText(/complete/).first()).toBeAttached();
    expect(await shifts(), "the failed build's page").toEqual([]);
    await page.goto(`/apps/${app}`);
    await expect(page.getByText("TS2322").first()).toBeVisible();
    await expect(page.getByText(/web up 1\/1/).first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(await shifts(), "the app's page").toEqual([]);
  });
}
