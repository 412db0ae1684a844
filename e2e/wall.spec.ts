import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { WallState } from "@/lib/schemas/wall";
import { isoAt, NOON, paired, promotion, tile } from "@/test/builders/wall";
import { expect, test } from "@/test/harness/browser/journey";

type Answer = () => WallState | null;

const LONG = "abcdefghij-klmnopqrst-uvwxyzab";
const HOUR = 3_600_000;
const apps = Array.from({ length: 16 }, (_, index) =>
  tile(`storefront-${index}`, { since: isoAt(NOON - index * HOUR) }),
);
const failed = tile("example-app-production-us", {
  kind: "bad",
  word: "release failed",
  since: isoAt(NOON - 240_000),
  error: 'relation "carriers" does not exist',
});
const building = tile("billing-worker", {
  kind: "live",
  word: "building",
  since: isoAt(NOON - 42_000),
  expected_ms: 70_000,
});
const pairing = {
  code: "K7QM-3XHP",
  expires_at: isoAt(NOON + 581_000),
  address: "slipway.example.com/screens",
  url: "https://slipway.example.com/screens?code=K7QM3XHP",
};
const common = { server_time: isoAt(NOON), server_version: "1" };
const fault = { kind: "heroku" as const, since: isoAt(NOON - 218_000), detail: "503" };
const target = promotion(isoAt(NOON)).targets[0];

/** By name: the server's state, and the words that the wall then shows. */
const walls: Record<string, [WallState, string]> = {
  healthy: [paired(apps), "16 apps, all fine"],
  problems: [paired([failed, building, ...apps.slice(0, 12)]), "1 failed · 1 building · 12 fine"],
  stale: [paired([failed, building, ...apps], { fault }), "Heroku is not answering (503)"],
  crowded: [
    paired([...Array.from({ length: 9 }, (_, index) => ({ ...failed, id: `${index}` })), building, ...apps]),
    "9 failed",
  ],
  unread: [paired([{ ...failed, kind: "unknown", word: "cannot be read" }, building, ...apps]), "1 unknown"],
  "long names": [
    paired([
      tile(LONG, { kind: "bad", word: "release phase failed", version: 12345 }),
      tile(LONG, { id: "b", kind: "live", word: "release phase", version: 12345, expected_ms: 2 * HOUR }),
      tile(LONG, { id: "c", kind: "warn", word: "old version still up" }),
      tile(LONG, { id: "d" }),
    ]),
    "1 failed · 1 warning",
  ],
  strips: [
    paired([failed, { ...building, hold: "frozen by DA until Monday 08:00: end of the quarter" }, ...apps], {
      broadcast: {
        text: "Maintenance of the payment provider: expect red builds",
        expires_at: isoAt(NOON + HOUR),
      },
      fault: { ...fault, kind: "slowed" },
    }),
    "expect red builds",
  ],
  promotion: [
    paired(apps, {
      promotions: [
        {
          ...promotion(isoAt(NOON)),
          description: "Take the new carriers into account",
          targets: target ? [target, { ...target, app: LONG }] : [],
        },
      ],
    }),
    "promoting",
  ],
  empty: [paired([]), "No app is on this screen yet"],
  unpaired: [{ state: "unpaired", ...pairing, ...common }, "type this code at"],
  removed: [{ state: "removed", pairing, ...common }, "This screen was removed"],
};

/** Opens the wall at noon with a server that returns the given state; null returns 502. */
async function open(page: Page, answer: Answer, path = "/wall") {
  await page.clock.install({ time: NOON });
  await page.route("**/api/wall*", (route) => {
    const state = answer();
    return state ? route.fulfill({ json: state }) : route.fulfill({ status: 502 });
  });
  const response = await page.goto(path);
  await page.clock.runFor(1_500);
  return response;
}

/** Returns the same state with the page's time as the server's. */
async function current(page: Page, state: WallState): Promise<WallState> {
  return { ...state, server_time: isoAt(await page.evaluate(() => Date.now())) };
}

for (const [width, height] of [
  [1920, 1080],
  [1080, 1920],
  [3840, 2160],
  [390, 844],
] as const) {
  test(`shows every state completely and legibly at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    let shown: WallState = paired([]);
    await open(page, () => shown);
    for (const [name, [state, text]] of Object.entries(walls)) {
      shown = await current(page, state);
      await until(page, () => expect(page.locator("#wall"), name).toContainText(text, { timeout: 100 }));
      expect(await beyond(page), name).toEqual([]);
      // 36 px at 1080p is 3.33 hundredths of the shorter side.
      expect(await smallest(page), name).toBeGreaterThanOrEqual((Math.min(width, height) * 36) / 1080 - 0.01);
    }
  });
}

test("has a strict content security policy, makes no other requests, and is accessible", async ({
  page,
  baseURL,
}) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  page.on("console", (message) => complaints.push(message.text()));
  const response = await open(page, () => paired([failed, building, ...apps]));
  expect(response?.headers()).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": expect.stringMatching(
      /^default-src 'none'; script-src 'self'; style-src 'self';(?!.*unsafe)/,
    ),
  });
  await expect(page.getByText("example-app-production-us")).toBeVisible();
  expect(new Set(asked)).toEqual(new Set([new URL(baseURL ?? "").origin]));
  expect(complaints).toEqual([]);
  expect(
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
  ).toEqual([]);
});

test("is served under any host name of the machine", async ({ request }) => {
  const response = await request.get("/wall", { headers: { host: "tv.example:1234" }, maxRedirects: 0 });
  expect(response.status()).toBe(200);
  expect(await response.text()).toContain("/wall/wall-");
});

test("turns grey with the reason when Slipway is unreachable, and recovers by itself", async ({ page }) => {
  let there = true;
  await open(page, () => (there ? paired(apps, { server_time: isoAt(NOON) }) : null));
  await expect(page.getByRole("heading")).toHaveText("16 apps, all fine");
  there = false;
  for (let second = 0; second < 80; second += 1) await page.clock.runFor(1_000);
  await expect(page.getByRole("status")).toContainText(
    /Slipway cannot be reached since \d\d:\d\d, trying again/,
  );
  await expect(page.getByRole("status")).toContainText(/Next try in \d+ s|Trying now/);
  await expect(page.getByRole("heading")).toHaveText(/^last read \d\d:\d\d: 16 healthy$/);
  await expect(page.locator(".ok")).toHaveCount(0);
  const now = await page.evaluate(() => Date.now());
  const fresh = apps.map((each) => ({ ...each, read_at: isoAt(now) }));
  await page.unroute("**/api/wall*");
  await page.route("**/api/wall*", (route) =>
    route.fulfill({ json: paired(fresh, { server_time: isoAt(now) }) }),
  );
  await until(page, () => expect(page.getByRole("status")).toHaveCount(0, { timeout: 100 }));
  await expect(page.locator("svg.ok")).toHaveCount(16);
});

test("rotates its pages, with the problem on each", async ({ page }) => {
  const many = Array.from({ length: 60 }, (_, index) => tile(`service-${index}`));
  await open(page, () => paired([failed, ...many], { server_time: isoAt(NOON) }));
  await expect(page.getByLabel(/^Page 1 of/)).toBeVisible();
  const first = await page.locator(".calm .name").first().textContent();
  await page.clock.runFor(24_000);
  await expect(page.getByLabel(/^Page 2 of/)).toBeVisible();
  await expect(page.getByText("example-app-production-us")).toBeVisible();
  expect(await page.locator(".calm .name").first().textContent()).not.toBe(first);
});

test("flashes its name to identify itself, and returns to pairing after removal", async ({ page }) => {
  let shown: WallState = paired(apps, {
    screen: { id: "a", name: "By the window", identify_until: isoAt(NOON + 10_000) },
  });
  await open(page, () => shown);
  await expect(page.getByRole("alert")).toHaveText("By the window");
  await page.clock.runFor(10_000);
  await expect(page.getByRole("alert")).toHaveCount(0);
  shown = await current(page, { state: "unpaired", ...pairing, ...common });
  await until(page, () =>
    expect(page.getByText("slipway.example.com/screens")).toBeVisible({ timeout: 100 }),
  );
  await expect(page.getByLabel("K 7 Q M 3 X H P")).toHaveText("K7QM3XHP");
  await expect(page.getByText(/^new code in 9:\d\d$/)).toBeVisible();
});

test("reloads when the server has another version", async ({ page }) => {
  let version = "1";
  let loads = 0;
  let beat = 0;
  page.on("framenavigated", () => {
    loads += 1;
  });
  await open(page, () => {
    beat += 1;
    return paired(apps, { server_time: isoAt(NOON + beat), server_version: version });
  });
  await page.clock.runFor(70_000);
  expect(loads).toBe(1);
  version = "2";
  await until(page, async () => expect(loads).toBe(2));
  await expect(page.getByRole("heading")).toHaveText(/16 apps, all fine/);
});

/** Advances the page's time second by second until the condition holds. */
function until(page: Page, holds: () => Promise<void>): Promise<void> {
  return expect(async () => {
    await page.clock.runFor(1_000);
    await holds();
  }).toPass();
}

/** Returns the elements that are off the screen or whose content is cut. */
function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("#wall *")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width === 0) return false;
        const out =
          box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
        const tile = element.matches(".problem, .running, .calm, .target, .strip, .band, header");
        return (
          out ||
          (tile &&
            (element.scrollHeight > element.clientHeight + 2 ||
              element.scrollWidth > element.clientWidth + 2))
        );
      })
      .map((element) => `${element.className}: ${element.textContent}`),
  );
}

/** Returns the size of the smallest text in px. */
function smallest(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.min(
      ...[...document.querySelectorAll("#wall *")]
        .filter((element) => element.childElementCount === 0 && element.textContent?.trim())
        .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    ),
  );
}
