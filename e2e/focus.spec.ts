import type { Locator, Page } from "@playwright/test";
import { gate } from "@/test/harness/browser/build-gate";
import {
  buildAndRelease,
  chooseTarball,
  createApp,
  expect,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";
import { pipelineWith, setConfig } from "@/test/harness/browser/releases";

/** Opens with Enter, closes with Escape: focus returns to the opener. */
async function opensAndCloses(opener: Locator, what: Locator): Promise<void> {
  await opener.focus();
  await opener.press("Enter");
  await expect(what).toBeVisible();
  await what.page().keyboard.press("Escape");
  await expect(what).toHaveCount(0);
  await expect(opener).toBeFocused();
}

/** The same for a sheet opened from a menu: focus returns to the menu's button. */
async function opensFromMenu(button: Locator, item: RegExp): Promise<void> {
  const page = button.page();
  await button.focus();
  await button.press("Enter");
  const entry = page.getByRole("menuitem", { name: item });
  await entry.focus();
  await entry.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const dialog = (page: Page) => page.getByRole("dialog");
const menu = (page: Page) => page.getByRole("menu");

test("closing returns the focus on the pages of apps, pipelines and screens, the palette and the shortcuts", async ({
  page,
}) => {
  await signIn(page);
  await createApp(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await opensAndCloses(button(page, "New app…"), dialog(page));
  await opensAndCloses(button(page, "Stage"), menu(page));
  await opensAndCloses(page.getByTitle(/@/).first(), menu(page));
  await opensAndCloses(button(page, /^Find/), dialog(page));

  const filter = page.getByRole("textbox", { name: "Filter apps" });
  await filter.focus();
  await page.keyboard.press("Control+k");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(filter).toBeFocused();
  await button(page, "New app…").focus();
  await page.keyboard.press("?");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button(page, "New app…")).toBeFocused();

  await page.goto("/pipelines");
  await opensAndCloses(button(page, "New pipeline…"), dialog(page));
  await page.goto("/screens");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const name of ["Pair a screen…", "Broadcast…"]) {
    const opener = button(page, name);
    // Waiting for an absent button would time out.
    const offered = (await opener.count()) > 0 && (await opener.isEnabled());
    if (offered) await opensAndCloses(opener, dialog(page));
  }
});

test("closing returns the focus on an app's pages", async ({ page }) => {
  await signIn(page);
  const { pipeline, staging } = await pipelineWith(page, 1);
  await setConfig(page, staging, { GREETING: "hello" });
  await page.goto(`/apps/${staging}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(staging);
  await opensAndCloses(button(page, "Upload…"), dialog(page));
  await opensAndCloses(button(page, /^Roll back/), dialog(page));
  const more = button(page, /More/);
  await opensAndCloses(more, menu(page));
  await opensFromMenu(more, /Lock/);
  await page.goto(`/apps/${staging}/config`);
  await opensAndCloses(button(page, "Set a config var…"), dialog(page));
  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByRole("button", { name: /^Promote v/ })).toBeVisible();
  await opensAndCloses(button(page, /^Add app/), dialog(page));
  await opensAndCloses(button(page, `Promote ${staging} to…`), menu(page));
  await opensAndCloses(button(page, `Stage of ${staging}`), menu(page));
});

test("canceling a build keeps the focus through both steps", async ({ page }) => {
  const held = await gate();
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(
    page,
    app,
    "held.tgz",
    await source(`node -e "require('node:http').get('${held.url}')"`),
  );
  await buildAndRelease(page, app);
  const ask = page.getByRole("button", { name: "Cancel build…" });
  const keep = page.getByRole("button", { name: "Keep building" });
  await ask.focus();
  await ask.press("Enter");
  await expect(keep).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(ask).toBeFocused();
  // The button ignores keys for 600 ms after its label has changed.
  await expect(async () => {
    if (await ask.isVisible()) await ask.press("Enter", { timeout: 2_000 });
    await expect(keep).toBeFocused({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/canceled/i);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  held.close();
});

test("an upload's draft survives Escape, and ends with its build", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(page, app, "draft.tgz", await source());
  await page.getByLabel("Version").fill("release-7");
  await page.getByLabel("Description").fill("Berths by tide");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(button(page, "Upload…")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Version")).toHaveValue("release-7");
  await expect(page.getByLabel("Description")).toHaveValue("Berths by tide");
  await buildAndRelease(page, app);
  await page.goBack();
  await button(page, "Upload…").click();
  await expect(page.getByText("Drop a tarball or a folder here, or")).toBeVisible();
});

test("the first row of the palette is selected, also when rows arrive late", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  let answer = () => {};
  const wait = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/apps", async (route) => {
    await wait;
    await route.continue();
  });
  await page.goto("/settings");
  await page.keyboard.press("Control+k");
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  answer();
  await expect(page.getByRole("option", { name: app })).toBeVisible();
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type(app);
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(`/apps/${app}`);
});
