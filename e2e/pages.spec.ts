import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/test/harness/browser/journey";

const pages = [
  "/",
  "/settings",
  "/apps/example-app",
  "/apps/example-app/builds",
  "/apps/example-app/builds/latest",
  "/apps/example-app/releases",
  "/apps/example-app/config",
  "/apps/limitless-fjord-5604",
  "/apps/limitless-fjord-5604/builds/latest",
  "/pipelines",
  "/pipelines/example-app",
  "/apps/example-app?roll-back=",
  "/apps/example-app/slugs/new",
];

/** Selects by tag: an open sheet hides what is behind it from the accessibility tree. */
const heading = (page: Page) => page.locator("h1");

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page is accessible and complies with its content security policy (${colorScheme})`, async ({
    page,
  }) => {
    // Without motion: a sheet that still fades in has other contrasts.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signIn(page);
    const found: string[] = [];
    for (const path of pages) {
      const response = await page.goto(path);
      expect(response?.headers()["content-security-policy"]).not.toMatch(/unsafe-/);
      await expect(heading(page)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`));
    }
    expect(found).toEqual([]);
  });
}

test("sheets, workers and the wall comply with the content security policy", async ({ page }) => {
  await page.goto("/sign-in?error=1");
  await page.goto("/wall?pair");
  await signIn(page);
  const own = async (selector: string): Promise<string> =>
    (await page.locator(selector).first().getAttribute("href")) ?? "";
  await page.goto("/apps/example-app/releases");
  const release = await own('a[href*="/releases/"]');
  await page.goto(release);
  const slug = await own('a[href*="/slugs/"]');
  await page.goto("/pipelines/example-app");
  const open = [
    "/screens",
    release,
    slug,
    "/pipelines/example-app",
    "/apps/example-app?upload=",
    "/wall",
    "/nowhere",
  ];
  for (const path of [...pages, ...open]) {
    await page.goto(path);
    // Everything loaded later, such as workers and the palette, has loaded.
    await page.waitForLoadState("load");
    await page.keyboard.press("ControlOrMeta+k");
  }
});

for (const width of [360, 768, 1280, 1920]) {
  test(`no page scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signIn(page);
    for (const path of pages) {
      await page.goto(path);
      await expect(heading(page)).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}

test("an unknown address shows a page that says so", async ({ page }) => {
  await signIn(page);
  const response = await page.goto("/apps/no-such-app-here");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
