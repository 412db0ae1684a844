import type { Page } from "@playwright/test";
import { expect, platformApi, signInByClicks, test } from "@/test/harness/browser/journey";

/** Opens a page that needs a session, and follows it to the identity host. */
async function openConsent(page: Page, at: string): Promise<void> {
  await page.goto(at);
  await page.getByRole("button", { name: "Sign in with Heroku" }).click();
  await page.waitForURL(/\/oauth\/authorize/);
}

test("a first visit shows the apps after two clicks", async ({ page, context }) => {
  await signInByClicks(page);
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("heading", { name: "Apps", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "example-app", exact: true }).first()).toBeVisible();

  const cookies = await context.cookies();
  const session = cookies.find((cookie) => cookie.name === `slipway-${new URL(page.url()).port}`);
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", secure: false });
});

test("signing in leads to the requested page", async ({ page }) => {
  await signInByClicks(page, { at: "/apps/example-app/builds" });
  await expect(page).toHaveURL("/apps/example-app/builds");
});

test("signing in keeps the fragment of a link to a line", async ({ page }) => {
  await signInByClicks(page, { at: "/apps/example-app/builds/latest#L3-L9" });
  await expect(page).toHaveURL(/\/apps\/example-app\/builds\/[0-9a-f-]{36}#L3-L9$/);
});

test("five tabs sign in at once and land on their own pages", async ({ context }) => {
  const tabs = await Promise.all([1, 2, 3, 4, 5].map(() => context.newPage()));
  for (const [index, tab] of tabs.entries()) await openConsent(tab, `/pipelines?q=${index}#L${index}`);
  await Promise.all(
    tabs.map(async (tab, index) => {
      await tab.getByRole("button", { name: "Authorize" }).click();
      await expect(tab).toHaveURL(`/pipelines?q=${index}#L${index}`);
    }),
  );
});

test("a sixth tab replaces the first, which still ends signed in", async ({ context }) => {
  const tabs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => context.newPage()));
  for (const [index, tab] of tabs.entries()) await openConsent(tab, `/pipelines?q=${index}`);
  const kept = (await context.cookies()).filter(({ name }) => name.startsWith("slipway-callback-"));
  expect(kept).toHaveLength(5);
  const [first, ...others] = tabs;
  for (const [index, tab] of others.entries()) {
    await tab.getByRole("button", { name: "Authorize" }).click();
    await expect(tab).toHaveURL(`/pipelines?q=${index + 1}`);
  }
  await first?.getByRole("button", { name: "Authorize" }).click();
  await first?.waitForURL("/pipelines?q=5");
});

test("a repeated callback leads to its page", async ({ page, context }) => {
  const callbacks: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/auth/callback/")) callbacks.push(request.url());
  });
  await openConsent(page, "/pipelines?q=first");
  const consent = page.url();
  await page.getByRole("button", { name: "Authorize" }).click();
  await expect(page).toHaveURL("/pipelines?q=first");
  await test.step("reopened", async () => {
    const again = await context.newPage();
    await again.goto(callbacks[0] ?? "");
    await expect(again).toHaveURL("/pipelines?q=first");
  });
  await test.step("back, and once more", async () => {
    await page.goto(consent);
    await page.getByRole("button", { name: "Authorize" }).click();
    await expect(page).toHaveURL("/pipelines?q=first");
  });
  await test.step("denied in a second tab", async () => {
    await page.goto("/sign-in?callbackUrl=%2Fscreens");
    await page.getByRole("button", { name: "Sign in with Heroku" }).click();
    await page.getByRole("button", { name: "Deny" }).click();
    await expect(page).toHaveURL("/screens");
  });
});

test("a denial leads back to the newest attempt's page", async ({ context }) => {
  const [older, newer] = [await context.newPage(), await context.newPage()];
  await openConsent(older, "/pipelines?q=older");
  await openConsent(newer, "/pipelines?q=newer#L4");
  await newer.getByRole("button", { name: "Deny" }).click();
  await expect(newer).toHaveURL(/\/sign-in\?denied=1/);
  await newer.getByRole("button", { name: "Sign in with Heroku" }).click();
  await newer.getByRole("button", { name: "Authorize" }).click();
  await expect(newer).toHaveURL("/pipelines?q=newer#L4");
  await older.getByRole("button", { name: "Authorize" }).click();
  await expect(older).toHaveURL("/pipelines?q=older");
});

test("a HEAD request and a prefetch do not consume the code", async ({ page }) => {
  let callback = "";
  await page.route("**/oauth/authorize**", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    callback = response.headers().location ?? "";
    const headers = { "sec-purpose": "prefetch;prerender" };
    expect((await page.request.head(callback, { maxRedirects: 0 })).status()).toBe(405);
    expect((await page.request.get(callback, { headers, maxRedirects: 0 })).status()).toBe(503);
    await route.fulfill({ response });
  });
  await signInByClicks(page, { at: "/pipelines" });
  await expect(page).toHaveURL("/pipelines");
  expect(callback).toContain("code=");
});

test("a denied consent is a friendly page", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Heroku" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page).toHaveURL(/\/sign-in\?denied/);
  await expect(page.getByRole("alert").or(page.getByRole("status")).first()).toContainText(
    /not|denied|nothing/i,
  );
  await expect(page.getByRole("button", { name: "Sign in with Heroku" })).toBeVisible();
});

test("signing out ends the session on the server", async ({ page, context }) => {
  await signInByClicks(page);
  const before = await context.cookies();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);

  await context.addCookies(before);
  const answer = await page.request.get("/api/apps");
  expect(answer.status()).toBe(401);
});

test("a user without access to production does not see it", async ({ page }) => {
  await signInByClicks(page, { as: "Ben" });
  await expect(page.getByRole("link", { name: "example-app", exact: true }).first()).toBeVisible();
  await expect(page.getByText("example-app-production")).toHaveCount(0);
  const answer = await page.goto("/apps/example-app-production");
  expect(answer?.status()).toBe(404);
});

test("no token ever reaches the browser", async ({ page }) => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    const { port, pathname } = new URL(response.url());
    // Event streams never end: only their beginning is read.
    if (port !== new URL(platformApi).port && pathname !== "/api/events" && response.status() < 300)
      bodies.push(response.text().catch(() => ""));
  });
  await signInByClicks(page);
  await page.goto("/apps/example-app");
  await page.goto("/apps/example-app/builds/latest");
  await expect(page.getByText(/ended · /)).toBeVisible();
  const events = await page.evaluate(async () => {
    const stream = await fetch("/api/events?apps=example-app");
    const { value } = (await stream.body?.getReader().read()) ?? {};
    return new TextDecoder().decode(value);
  });
  expect(events).toMatch(/^(event|retry|id|data): /m);
  for (const body of [events, ...(await Promise.all(bodies))]) {
    expect(body.match(/HRKU-[\w-]{30,}/)?.[0]).toBeUndefined();
    expect(body.includes("X-Amz-Signature")).toBe(false);
  }
});
