import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { type Gate, gate } from "@/test/harness/browser/build-gate";
import {
  buildAndRelease,
  chooseTarball,
  createApp,
  expect,
  signIn,
  signInByClicks,
  source,
  test,
} from "@/test/harness/browser/journey";

const contexts: BrowserContext[] = [];
const gates: Gate[] = [];
test.afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  for (const each of gates.splice(0)) each.close();
});

/** Opens the wall in a separate browser, as on a TV. */
async function tv(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto("/wall");
  return page;
}

/** Returns the code that a wall shows. */
async function codeOn(wall: Page): Promise<string> {
  return ((await wall.locator(".pairing .code").textContent()) ?? "").replace(/\s+/g, "");
}

/** Enters the code, names the screen, chooses the app, and authorizes. */
async function pair(page: Page, screen: { code: string; name: string; app: string }): Promise<void> {
  await page.goto("/screens");
  await page.getByRole("button", { name: "Pair a screen…" }).click();
  const sheet = page.getByRole("dialog", { name: "Pair a screen" });
  await sheet.getByLabel("Code").fill(screen.code.toLowerCase());
  await sheet.getByLabel("Name", { exact: true }).fill(screen.name);
  await sheet.getByText("Some apps").click();
  await sheet.getByLabel("Filter the apps").fill(screen.app);
  await sheet.getByRole("checkbox", { name: screen.app }).check();
  await sheet.getByRole("button", { name: `Pair ${screen.name}` }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(/\/screens/);
}

test("a screen is paired, shows a build, outlives the sign-in, and is removed", async ({ page, browser }) => {
  const held = await gate();
  gates.push(held);
  await signInByClicks(page);
  const app = await createApp(page);
  const wall = await tv(browser);
  await expect(wall.getByText("type this code at")).toBeVisible();
  await pair(page, { code: await codeOn(wall), name: "Kitchen", app });
  await expect(page.getByRole("listitem").filter({ hasText: "Kitchen" })).toContainText(app);
  await expect(wall.getByText(app)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Kitchen" })).toContainText("live");

  // The wall shows the build from its start to the running release.
  const program = `fetch('${held.url}')`;
  await chooseTarball(page, app, "wall.tgz", await source(`node -e "${program}"`));
  await buildAndRelease(page, app);
  await expect(wall.getByRole("heading")).toHaveText("1 building");
  held.open();
  await expect(wall.getByRole("heading")).toContainText("1 app, fine", { timeout: 40_000 });

  // The wall shows no address and holds no token, and its cookie opens nothing else.
  await expect(wall.getByText("@")).toHaveCount(0);
  const cookies = await wall.context().cookies();
  expect(cookies.map(({ httpOnly }) => httpOnly)).toEqual([true]);
  expect((await wall.request.get("/api/apps")).status()).toBe(401);
  expect(await wall.evaluate(() => [location.search, document.cookie])).toEqual(["", ""]);

  // Signing out does not affect it.
  await page.getByRole("button", { name: /Ada/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await wall.reload();
  await expect(wall.getByRole("heading")).toContainText("fine");

  await signIn(page, { at: "/screens" });
  await page.getByRole("button", { name: "Actions for Kitchen" }).click();
  await page.getByRole("menuitem", { name: "Identify" }).click();
  await expect(wall.getByRole("alert")).toHaveText("Kitchen");
  await page.getByRole("button", { name: "Actions for Kitchen" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove Kitchen" }).click();
  await expect(wall.getByText("This screen was removed.")).toBeVisible({ timeout: 10_000 });
  await expect(wall.getByText(app)).toHaveCount(0);
  await expect(page.getByText("Kitchen")).toHaveCount(0);
});

test("a wrong code is reported and keeps the input; denied consent keeps the code", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const app = await createApp(page);
  const wall = await tv(browser);
  const code = await codeOn(wall);
  await page.goto("/screens?code=ABCD-2345");
  const sheet = page.getByRole("dialog", { name: "Pair a screen" });
  await sheet.getByLabel("Name", { exact: true }).fill("Hall");
  await sheet.getByText("Some apps").click();
  await sheet.getByLabel("Filter the apps").fill(app);
  await sheet.getByRole("checkbox", { name: app }).check();
  await sheet.getByRole("button", { name: "Pair Hall" }).click();
  await expect(sheet.getByLabel("Code")).toHaveAttribute("aria-invalid", "true");
  await expect(sheet.getByLabel("Name", { exact: true })).toHaveValue("Hall");
  await sheet.getByLabel("Code").fill(code);
  await sheet.getByRole("button", { name: "Pair Hall" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await page.waitForURL(/\/screens/);
  await expect(page.getByRole("main")).toContainText("You did not allow it, so nothing has changed.");
  expect(await codeOn(wall)).toBe(code);
});

for (const theme of ["light", "dark"] as const) {
  test(`the screens page and its sheet are accessible in the ${theme} theme at every width`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, { at: "/screens" });
    for (const at of ["/screens", "/screens?code=ABCD-2345"]) {
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(at);
        await expect(page.getByRole("heading", { level: 1, includeHidden: true })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    }
  });
}
