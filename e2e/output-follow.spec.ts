import type { Locator, Page } from "@playwright/test";
import { build, complete, inParts, line, numbersIn, places, upTo } from "@/test/harness/browser/build-output";
import { startCuttableProxy } from "@/test/harness/browser/cuttable-proxy";
import { clearFaults, expect, fault, test } from "@/test/harness/browser/journey";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });
test.afterEach(({ request }) => clearFaults(request));

const follow = (page: Page) => page.getByRole("button", { name: "Follow" });

/** Drags the output down by touch, which reveals earlier lines. */
async function dragDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: 600, y }],
    });
  await touch("touchStart", 350);
  for (let y = 360; y <= 560; y += 20) await touch("touchMove", y);
  await touch("touchEnd", 560);
}

/** Returns the position of each line once scrolling has come to rest. */
async function atRest(log: Locator): Promise<string> {
  let now = "";
  await expect
    .poll(async () => {
      const before = now;
      now = await places(log);
      return now === before;
    })
    .toBe(true);
  return now;
}

/** Selects from the middle of one line to the start of another. */
async function select(page: Page, from: number, to: number): Promise<void> {
  const begin = await line(page, from).boundingBox();
  const end = await line(page, to).boundingBox();
  if (!begin || !end) throw new Error("the lines are not in view");
  await page.mouse.move(begin.x + begin.width / 2, begin.y + 10);
  await page.mouse.down();
  await page.mouse.move(end.x + 1, end.y + 10, { steps: 4 });
  await page.mouse.up();
}

test("scrolling up by wheel, touch or key, or selecting, stops following, and nothing moves", async ({
  page,
}) => {
  const { program, next } = await inParts(5, 400);
  await build(page, program);
  const log = page.getByRole("log");
  const upward = [
    async () => {
      await log.hover();
      await page.mouse.wheel(0, -700);
    },
    () => dragDown(page),
    () => log.press("PageUp"),
    () => select(page, 1_596, 1_590),
  ];
  for (const [index, act] of upward.entries()) {
    const lines = (index + 1) * 400;
    await expect(line(page, lines)).toBeInViewport();
    await act();
    await expect(follow(page)).toBeVisible();
    const before = await atRest(log);
    next();
    await expect(page.getByRole("button", { name: "400 new lines" })).toBeVisible();
    // New lines may appear where there was nothing below the last line.
    expect(await places(log)).toContain(before);
    if (index === upward.length - 1) break;
    if (index === 0) await page.getByRole("button", { name: "400 new lines" }).click();
    else await log.press("End");
    await expect(follow(page)).toHaveCount(0);
  }

  // The selection survives the new lines.
  expect(await page.evaluate(() => String(getSelection()).split("\n").length)).toBe(7);
  next();
});

test("a page that was hidden and one whose connection was cut resume where they stopped", async ({
  browser,
}) => {
  const proxy = await startCuttableProxy();
  const context = await browser.newContext({ proxy: { server: proxy.address } });
  const page = await context.newPage();
  const { program, next } = await inParts(4, 300);
  await build(page, program);
  await expect(line(page, 300)).toBeInViewport();

  const session = await context.newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  next();
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await expect(line(page, 600)).toBeInViewport();

  proxy.cut();
  await expect(page.getByText(/^reconnecting in [1-9]\d? s$/)).toBeVisible();
  next();
  next();
  proxy.mend();
  await expect(line(page, 1_200)).toBeInViewport();
  next();
  await expect(complete(page)).toBeInViewport({ timeout: 60_000 });
  expect(await numbersIn(page)).toEqual(upTo(1_200));
  await context.close();
  proxy.close();
});

test("an output whose end is lost is shown as incomplete", async ({ page, request }) => {
  const streams = { port: "objects", method: "GET", path: "/streams/**" };
  await fault(request, { ...streams, cut_at: 900, drop: true, times: 1 });
  await fault(request, { ...streams, not_yet: true, times: 1_000 });
  await build(page, "for (let n = 1; n <= 300; n += 1) console.log('line ' + n)");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
  await expect(page.getByText(/^incomplete · nothing after byte \d+$/)).toBeVisible();
  await expect(page.getByText("Output incomplete.")).toBeAttached();
});
