import type { Page } from "@playwright/test";
import { build, complete, inParts, line, places, row } from "@/test/harness/browser/build-output";
import { expect, test } from "@/test/harness/browser/journey";

function goToAnchor(page: Page, hash: string): Promise<void> {
  return page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

test("200,000 live lines: following, scrolling up, searching, and nothing moves", async ({ page }) => {
  const { program, next } = await inParts(4, 50_000);
  await build(page, program);
  const log = page.getByRole("log");
  await expect(line(page, 50_000)).toBeInViewport();
  next();
  await expect(line(page, 100_000)).toBeInViewport();

  // While scrolled up, new lines must not move anything by a pixel.
  await log.hover();
  await page.mouse.wheel(0, -4_000);
  await expect(page.getByRole("button", { name: "Follow" })).toBeVisible();
  await expect(line(page, 99_800)).toBeInViewport();
  const before = await places(log);
  next();
  await expect(page.getByRole("button", { name: "50,000 new lines" })).toBeVisible();
  expect(await places(log)).toBe(before);

  // A permalink to lines that have not arrived yet lands on them exactly.
  await goToAnchor(page, "#L180000-L180002");
  next();
  await expect(row(page, 180_000)).toBeInViewport();
  await expect(row(page, 180_002)).toHaveClass(/bg-tint-live/);
  await expect(row(page, 180_000).getByRole("link"), "numbers have their column").toHaveCSS("width", "64px");

  next();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
  await expect(row(page, 180_000)).toBeInViewport();
  await log.press("End");
  await expect(complete(page)).toBeInViewport();

  const find = page.getByLabel("Find in output");
  await log.press("Control+f");
  await expect(find).toBeFocused();
  await find.fill("line 19999");
  await expect(page.getByText("11", { exact: true })).toBeVisible();
  await find.press("Enter");
  // "line 19999" itself is far above the view.
  await expect(page.getByText("2 of 11", { exact: true })).toBeVisible();
  await expect(page.locator("mark").first()).toBeInViewport();
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.locator("[data-line]")).toHaveCount(11);
  await find.fill("(\\S+ *)+$!");
  await page.getByRole("button", { name: "Regular expression" }).click();
  await expect(page.getByText("takes too long")).toBeVisible();
});

test("sections fold, and a permalink into a folded section opens it", async ({ page }) => {
  await build(page, "for (let n = 1; n < 90; n += 1) console.log('line ' + n)");
  await expect(complete(page)).toBeInViewport({ timeout: 60_000 });
  const log = page.getByRole("log");
  const number = Number(await line(page, 80).locator("xpath=..").getAttribute("data-line")) + 1;
  const head = log.getByRole("button", { name: /^Build/ }).last();
  await log.press("x");
  await expect(head).toHaveAttribute("aria-expanded", "false");
  await expect(line(page, 80)).toHaveCount(0);
  await goToAnchor(page, `#L${number}`);
  await expect(line(page, 80)).toBeInViewport();
  await expect(head).toHaveAttribute("aria-expanded", "true");
});

test("a reload resumes at the byte where it stopped, and copying includes lines that are not rendered", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { program, next } = await inParts(2, 6_000);
  await build(page, program);
  await expect(line(page, 6_000)).toBeInViewport();
  next();
  await expect(line(page, 12_000)).toBeInViewport();
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("outputs");
        for await (const file of folder.values())
          if (file.kind === "file") return (await file.getFile()).size;
        return 0;
      }),
    )
    .toBeGreaterThan(100_000);
  const asked = page.waitForRequest(/\/output\?offset=[1-9]\d{5}/);
  await page.reload();
  await asked;
  next();
  await expect(complete(page)).toBeInViewport({ timeout: 60_000 });

  await goToAnchor(page, "#L100-L9000");
  await expect(row(page, 100)).toBeInViewport();
  await page.getByRole("log").press("c");
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(8_901);

  // A click starts a selection, and a Shift-click far below ends it: the lines between are not rendered.
  const log = page.getByRole("log");
  await goToAnchor(page, "#L200");
  await line(page, 200).click({ position: { x: 1, y: 10 } });
  await log.hover();
  await page.mouse.wheel(0, 20 * 900);
  await line(page, 1_100).click({ position: { x: 40, y: 10 }, modifiers: ["Shift"] });
  await page.keyboard.press("Control+c");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^ *line 200\n *line 201\n( *line \d+\n){898}/);
});

test("output is never interpreted as markup", async ({ page }) => {
  const hostile = [
    "<img src=x onerror=document.title=1>",
    "</span></div><script>document.title=2</script>",
    "\\u001b]8;;javascript:document.title=3\\u0007link\\u001b]8;;\\u0007",
    "\\u001b[38;2;1;2;3;onmouseover=document.title=4m text",
    "\\u202e\\u0000\\u009b31m\\u001bPq#0 end",
  ];
  await build(page, hostile.map((text) => `console.log('${text}')`).join(";"));
  await expect(complete(page)).toBeInViewport({ timeout: 60_000 });
  await expect(page.getByText("<img src=x onerror=document.title=1>", { exact: true })).toBeVisible();
  await expect(page.getByRole("log").locator("img, script, [onerror], a[href^=javascript]")).toHaveCount(0);
  await expect(page).toHaveTitle(/^✓ /);
});
