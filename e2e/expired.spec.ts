import { clearFaults, createApp, expect, fault, signIn, test } from "@/test/harness/browser/journey";
import { ask, releaseSlug, releasesOf, setConfig } from "@/test/harness/browser/releases";

const DAY = 24 * 60 * 60_000;

test("releases that expire while pages are open are shown as having run, and cannot be rolled back to", async ({
  page,
  context,
  request,
}) => {
  await signIn(page);
  const app = await createApp(page);
  const oldSlug = await releaseSlug(page, app, { commit: "a1b2c3d", description: "Warm the cache" });
  const kept = await releaseSlug(page, app, { commit: "b2c3d4e", description: "Ask for the region" });
  await releaseSlug(page, app, { commit: "cb6999d", description: "Retry webhooks" });
  for (let made = 0; made < 18; made += 1) await setConfig(page, app, { COUNT: String(made) });
  expect((await releasesOf(page, app))[0]?.version).toBe(22);

  const sheet = page.getByRole("dialog");
  await page.goto(`/apps/${app}?roll-back=2`);
  const choice = sheet.getByRole("radio", { name: /^v2 a1b2c3d/ });
  await expect(choice).toBeChecked();
  await expect(sheet.getByText(/kept until \d+ [A-Z][a-z]+( \d{4})?$/)).toBeVisible();
  await expect(
    sheet.getByText(/kept until .+ at least, longer while among the newest 20 \(now 20th\)/),
  ).toBeVisible();

  const history = await context.newPage();
  await history.goto(`/apps/${app}/releases`);
  const row = history.locator("[data-row]", { hasText: "Warm the cache" });
  await expect(row).toContainText(/ran \d/);
  const slugPage = await context.newPage();
  await slugPage.goto(`/apps/${app}/slugs/${oldSlug}`);
  await expect(slugPage.getByText("ran as v2")).toBeVisible();

  await fault(request, { advance_ms: 31 * DAY });
  try {
    await setConfig(page, app, { COUNT: "expired" });
    // v3 was the 20th newest until then.
    await fault(request, { advance_ms: 1 });
    await expect.poll(async () => (await releasesOf(page, app)).at(-3)?.status).toBe("expired");

    // The open sheet was chosen from old data: the server refuses.
    const current = (await releasesOf(page, app)).find((release) => release.current);
    const expired = (await releasesOf(page, app)).at(-2);
    const back = { release: expired?.id, expected_current: current?.id };
    expect(await ask(page, "POST", `/api/apps/${app}/releases`, back, [422])).toMatchObject({
      id: "release_expired",
    });
    await page.reload();
    await expect(sheet.getByText("while among the newest 20", { exact: false }).first()).toBeVisible();
    await expect(sheet.getByRole("radio", { name: /^v2 / })).toHaveCount(0);

    await history.reload();
    await expect(history.getByText("v2", { exact: true })).toBeVisible();
    const ran = history.getByRole("link", { name: /^ran \d+ s v2 / });
    await expect(ran).toBeVisible();
    await expect(ran).not.toContainText("expired");
    await history.goto(`/apps/${app}/releases/2`);
    await expect(history.getByText("no, it has expired")).toBeVisible();
    await expect(history.getByText("Heroku has destroyed its code", { exact: false })).toBeVisible();
    await expect(history.getByRole("link", { name: /^Roll back to/ })).toHaveCount(0);
    await expect(history.getByRole("button", { name: /^Retry/ })).toHaveCount(0);

    await slugPage.reload();
    await expect(slugPage.getByText("deleted by Heroku")).toBeVisible();
    await expect(slugPage.getByText("Heroku no longer keeps this slug", { exact: false })).toBeVisible();
    await slugPage.goto(`/apps/${app}/slugs/${kept}`);
    await expect(slugPage.getByText("deleted by Heroku")).toBeVisible();
  } finally {
    await fault(request, { advance_ms: -31 * DAY });
    await clearFaults(request);
  }
});
