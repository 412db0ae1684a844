import { expect, platformApi, signInByClicks, test } from "../test/harness/browser/journey";

test("a first visit ends at the apps after two clicks", async ({ page, context }) => {
  await signInByClicks(page);
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("heading", { name: "Apps", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "example-app", exact: true }).first()).toBeVisible();

  const cookies = await context.cookies();
  const session = cookies.find((cookie) => cookie.name === `slipway-${new URL(page.url()).port}`);
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", secure: false });
});

test("the page asked for is the page one lands on", async ({ page }) => {
  await signInByClicks(page, { at: "/apps/example-app/builds" });
  await expect(page).toHaveURL("/apps/example-app/builds");
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

test("Ben sees what he may see, and production is not there", async ({ page }) => {
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
    // Events never end: their beginning is read below.
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
