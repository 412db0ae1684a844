import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { build, complete } from "@/test/harness/browser/build-output";
import { expect, test } from "@/test/harness/browser/journey";

/** The output of the build. */
const PROGRAM = [
  "const E = String.fromCharCode(27)",
  "const say = (text) => process.stdout.write(text + '\\n')",
  "say('progress 10%' + '\\r' + 'START ' + '{k:v},'.repeat(4000) + ' NEEDLE-AT-END')",
  "say(Array.from({ length: 400 }, (_, n) => E + '[2K' + E + '[1G[' + '#'.repeat((n + 1) / 20).padEnd(20, '-') + '] ' + (n + 1) + '/400').join('') + ' DONE')",
  "say('abc\\tX1\\n1234567\\tX2\\n12345678\\tX3\\n\\tX4\\n' + 'col0' + '\\t'.repeat(40) + 'END-OF-TABS')",
  "say('he: \\u05e9\\u05dc\\u05d5\\u05dd end')",
  "say('cafe\\u0301-menu caf\\u00e9-menu')",
  "say('error: \\u2018frobnicate\\u2019 was not declared, \\u00e9frobnicate')",
  "say(E + '[1;4;58;2;255;0;0mAAA' + E + '[0m' + E + '[53;4m\\u6f22' + E + '[0m')",
  "say(E + ']8;;https://example.com/x' + E + '\\\\link' + E + ']8;;' + E + '\\\\')",
  "say('layer one: waiting\\nlayer two: waiting\\n' + E + '[2A' + E + '[2Klayer one: done\\n' + E + '[2Klayer two: done')",
].join("; ");

/** Returns the column in which a text starts, and its position. */
function placeOf(page: Page, text: string) {
  return page.evaluate((wanted) => {
    for (const row of document.querySelectorAll("[data-line]")) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node.textContent ?? "").indexOf(wanted);
        const line = row.lastElementChild;
        if (at === -1 || !line?.contains(node)) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const box = range.getBoundingClientRect();
        const probe = document.createElement("span");
        probe.style.cssText = "position: absolute; white-space: pre";
        probe.textContent = "x".repeat(100);
        line.append(probe);
        const column = probe.getBoundingClientRect().width / 100;
        probe.remove();
        const from = (box.left - line.getBoundingClientRect().left) / column;
        return {
          column: Math.round(from),
          left: box.left,
          right: box.right,
          end: row.getBoundingClientRect().right,
        };
      }
    }
    throw new Error(`no ${wanted} in view`);
  }, text);
}

test("an output is shown, found and saved as a terminal shows it", async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 1400 });
  // npm prints the script: base64 keeps the searched texts out of it.
  const code = Buffer.from(PROGRAM).toString("base64");
  await build(page, `eval(Buffer.from('${code}', 'base64').toString())`);
  await expect(complete(page)).toBeInViewport({ timeout: 60_000 });

  await expect(page.getByText("[####################] 400/400 DONE", { exact: false })).toBeVisible();
  await expect(page.getByText("layer one: done")).toHaveCount(1);
  await expect(page.getByText("layer one: waiting")).toHaveCount(0);
  await expect(page.getByText("AAA", { exact: true })).toHaveClass("o-bold o-underline");
  await expect(page.getByText("漢", { exact: true })).toHaveCSS("text-decoration-line", "underline overline");
  await expect(page.getByRole("link", { name: "link", exact: true })).toHaveAttribute(
    "href",
    "https://example.com/x",
  );

  for (const [text, column] of [
    ["X1", 16],
    ["X2", 16],
    ["X3", 16],
    ["X4", 8],
  ] as const) {
    expect((await placeOf(page, text)).column).toBe(column);
  }
  await page.getByRole("log").evaluate((element) => element.scrollTo(1e6, element.scrollTop));
  await expect
    .poll(async () => {
      const { right, end } = await placeOf(page, "END-OF-TABS");
      return right <= end + 1;
    })
    .toBe(true);
  expect((await placeOf(page, "ש")).left).toBeGreaterThan((await placeOf(page, "ם")).left);

  const log = page.getByRole("log");
  const field = page.getByLabel("Find in output");
  await log.focus();
  await log.press("Control+f");
  await expect(field).toBeFocused();
  await expect(field).toHaveCSS("outline-style", "solid");
  const found = page.locator("[aria-live=polite]", { hasText: /^(?:no match|[\d,]+)$/ });
  for (const [text, count] of [
    ["NEEDLE-AT-END", "1"],
    ["DONE", "1"],
    ["café", "2"],
    ["frobnicate", "2"],
  ] as const) {
    await field.fill(text);
    await expect(found.first()).toHaveText(count);
  }
  await page.getByRole("button", { name: "Whole words" }).click();
  await expect(found.first()).toHaveText("1");
  await field.fill("NEEDLE-AT-END");
  await field.press("Enter");
  await expect(page.locator("mark")).toHaveText("NEEDLE-AT-END");
  await field.press("Escape");
  await expect(log).toBeFocused();

  await page.getByRole("button", { name: "Raw and download" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem").nth(1).click();
  const text = await readFile(await (await saved).path(), "utf8");
  expect(text).toContain("NEEDLE-AT-END");
  expect(text).toContain("400/400 DONE");
  expect(text).not.toContain("10%");
});
