import type { BrowserContext, Page } from "@playwright/test";
import { type Gate, gate } from "@/test/harness/browser/build-gate";
import {
  buildAndRelease,
  chooseTarball,
  createApp,
  expect,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";

const TABS = 10;
/** HTTP/1.1 gives a browser six connections to an origin: two stay free for pages and clicks. */
const LONG_CONNECTIONS = 4;

let held: Gate;
test.beforeEach(async () => {
  held = await gate();
});
test.afterEach(() => held.close());

/** Counts the pending requests for outputs and events, and their maximum. */
function longRequests(context: BrowserContext): { most: () => number } {
  const open = new Set<object>();
  let most = 0;
  const isLong = (url: string) => /\/output\?(?!.*wait=0)|\/api\/events/.test(url);
  context.on("request", (request) => {
    if (!isLong(request.url())) return;
    open.add(request);
    most = Math.max(most, open.size);
  });
  context.on("requestfinished", (request) => open.delete(request));
  context.on("requestfailed", (request) => open.delete(request));
  return { most: () => most };
}

const line = (page: Page, text: string) => page.getByRole("log").getByText(text, { exact: true });

test("ten tabs with live output show every line, and an eleventh page opens", async ({ page, context }) => {
  const program = `const go = async () => { for (const word of ['first', 'second', 'third']) { console.log(word + ' part'); await fetch('${held.url}'); } }; go()`;
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(page, app, "tabs.tgz", await source(`node -e "${program}"`));
  const long = longRequests(context);
  await buildAndRelease(page, app);
  await expect(line(page, "first part")).toBeVisible();

  const others = await Promise.all(
    Array.from({ length: TABS - 1 }, async () => {
      const tab = await context.newPage();
      await tab.goto(page.url(), { waitUntil: "commit" });
      return tab;
    }),
  );
  const tabs = [page, ...others];
  for (const tab of tabs) await expect(line(tab, "first part")).toBeVisible();
  held.open();
  for (const tab of tabs) await expect(line(tab, "second part")).toBeVisible();

  // Another page opens and a click is answered while all ten tabs wait for output.
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.getByRole("link", { name: app }).first()).toBeVisible();
  await other.goto(`/apps/${app}/builds`);
  await expect(other.getByText("building").first()).toBeVisible();
  expect(long.most()).toBeGreaterThan(0);
  // The end of a request and the start of its successor arrive in any order: one more may be counted briefly.
  expect(long.most()).toBeLessThanOrEqual(LONG_CONNECTIONS + 1);

  held.open();
  held.open();
  for (const tab of tabs) {
    await expect(line(tab, "third part")).toBeVisible();
    await expect(tab.getByText(/^complete: /)).toBeVisible();
  }
});
