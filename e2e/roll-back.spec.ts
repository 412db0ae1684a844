import { createApp, expect, signIn, signInByClicks, test, visit } from "@/test/harness/browser/journey";
import {
  ask,
  currentOf,
  press,
  releaseSlug,
  releasesOf,
  runsOther,
  setConfig,
  slugTarball,
} from "@/test/harness/browser/releases";

test("rolling back restores code and config, and marks the slug that was rolled back from", async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  const app = await createApp(page);
  await setConfig(page, app, { GREETING: "old" });
  await releaseSlug(page, app, { commit: "a1b2c3d", description: "Warm the cache" });
  await setConfig(page, app, { GREETING: "new" });
  await releaseSlug(page, app, { commit: "cb6999d", description: "Retry webhooks", greeting: "Hello again" });
  const left = await currentOf(page, app);

  await page.goto(`/apps/${app}?roll-back=`);
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("GREETING")).toBeVisible();
  await expect(sheet.getByText("The database stays as it is.", { exact: false })).toBeVisible();
  await sheet.getByRole("radio", { name: /^v3 a1b2c3d/ }).check({ force: true });
  await press(sheet.getByRole("button", { name: `Roll back ${app} to v3` }), () =>
    expect(sheet).toBeHidden({ timeout: 5_000 }),
  );
  const current = await runsOther(page, app, left?.id);
  expect(current.version).toBe(6);
  expect(await ask(page, "GET", `/api/apps/${app}/config-vars?name=GREETING`)).toMatchObject({
    value: "old",
  });
  await expect.poll(() => visit(request, app)).toBe("200 Hello World\n");
  expect(await releasesOf(page, app)).toHaveLength(6);

  await page.getByRole("button", { name: /^Do not promote/ }).click();
  const mark = page.getByRole("dialog");
  await mark.getByRole("button", { name: "It broke production" }).click();
  await mark.getByRole("button", { name: /^Mark v/ }).click();
  await expect(mark).toBeHidden();
  await ask(
    page,
    "POST",
    `/api/apps/${app}/releases`,
    { slug: left?.slug?.id, expected_current: current.id },
    [423],
  );
});

test("releasing only the code of an older release leaves the config unchanged", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await releaseSlug(page, app, { commit: "a1b2c3d", description: "Warm the cache" });
  await setConfig(page, app, { GREETING: "new" });
  await releaseSlug(page, app, { commit: "cb6999d", description: "Retry webhooks" });
  const before = await currentOf(page, app);
  await page.goto(`/apps/${app}?roll-back=2`);
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("radio", { name: /Only its code/ }).check({ force: true });
  await press(sheet.getByRole("button", { name: /^Roll back .+ to the code of v2/ }), () =>
    expect(sheet).toBeHidden({ timeout: 5_000 }),
  );
  await runsOther(page, app, before?.id);
  expect(await ask(page, "GET", `/api/apps/${app}/config-vars?name=GREETING`)).toMatchObject({
    value: "new",
  });
});

test("after the session has ended, signing in leads back to the same sheet", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await releaseSlug(page, app, { commit: "a1b2c3d", description: "Warm the cache" });
  await releaseSlug(page, app, { commit: "cb6999d", description: "Retry webhooks" });
  await page.context().clearCookies();
  await signInByClicks(page, { at: `/apps/${app}?roll-back=2` });
  await expect(
    page.getByRole("dialog").getByRole("button", { name: `Roll back ${app} to v2` }),
  ).toBeVisible();
});

test("a slug from scratch is dropped, inspected, released and downloaded", async ({ page, request }) => {
  await signIn(page);
  const app = await createApp(page);
  await page.goto(`/apps/${app}/slugs/new`);
  await page.getByLabel("Slug tarball", { exact: true }).setInputFiles({
    name: "slug.tgz",
    mimeType: "application/gzip",
    buffer: Buffer.from(await slugTarball("From scratch")),
  });
  await expect(page.getByLabel(/^Command of/).first()).toHaveValue("node web.js");
  await page
    .getByLabel(/Commit/)
    .first()
    .fill("5ca7c40");
  await page
    .getByRole("button", { name: /release/i })
    .last()
    .click();
  await expect.poll(async () => (await currentOf(page, app))?.version, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => visit(request, app)).toBe("200 From scratch\n");

  const slug = (await currentOf(page, app))?.slug?.id;
  await page.goto(`/apps/${app}/slugs/${slug}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /Download/ }).click();
  expect((await download).suggestedFilename()).toBe(`${app}-5ca7c40.tgz`);
});

test("a failed release phase is retried from its page", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await releaseSlug(page, app, { commit: "a1b2c3d", description: "Warm the cache", releasePhase: true });
  await setConfig(page, app, { FAIL: "yes" });
  await expect.poll(async () => (await releasesOf(page, app))[0]?.status).toBe("failed");
  await page.goto(`/apps/${app}/releases/3`);
  await expect(page.getByText("a table is missing")).toBeVisible();
  await page.getByRole("button", { name: /Retry/ }).click();
  await page.waitForURL(/\/releases\/4$/);
  await expect.poll(async () => (await releasesOf(page, app))[0]?.description).toMatch(/^Retry of v3/);
});
