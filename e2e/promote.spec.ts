import { expect, signIn, test, visit } from "@/test/harness/browser/journey";
import {
  currentOf,
  pipelineWith,
  press,
  releasesOf,
  runsInReview,
  runsOther,
  setConfig,
} from "@/test/harness/browser/releases";

const promote = /^Promote v\d+ cb6999d → /;

test("one click promotes what was reviewed, and is green once it is up", async ({ page, request }) => {
  await signIn(page);
  const { pipeline, staging, targets } = await pipelineWith(page, 1);
  const [target = ""] = targets;
  const before = await currentOf(page, target);

  await page.goto(`/pipelines/${pipeline}`);
  const button = page.getByRole("button", { name: promote });
  await expect(button).toHaveAccessibleName(`Promote v3 cb6999d → ${target}`);
  await expect(page.getByText(`replaces v${before?.version}`).first()).toBeVisible();
  await expect(page.getByText("Retry webhooks with back-off").first()).toBeVisible();
  await button.dblclick();

  await page.waitForURL(/\/promotions\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v3 runs on ${target}`);
  await expect(page.getByText("web 1/1 up on v3")).toBeVisible();
  const releases = await releasesOf(page, target);
  expect(releases.map((release) => release.version)).toEqual([3, 2, 1]);
  expect(releases[0]?.slug?.id).toBe((await currentOf(page, staging))?.slug?.id);
  expect(await visit(request, target)).toBe("200 Hello again\n");

  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByText("production already runs this slug (v3)")).toBeVisible();
  await expect(button).toHaveCount(0);
});

test("a target that fails its release phase is reported, retried alone, and rolled back", async ({
  page,
}) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 2, true);
  const [good = "", bad = ""] = targets;
  // Where several apps are side by side, each is labeled by the end of its name.
  const short = bad.replace("app-", "");
  await setConfig(page, bad, { FAIL: "yes" });
  await expect.poll(async () => (await releasesOf(page, bad))[0]?.status).toBe("failed");

  await page.goto(`/pipelines/${pipeline}`);
  await page.getByRole("radio", { name: "All at once" }).check({ force: true });
  await page.getByRole("button", { name: /→ 2 apps$/ }).click();
  await page.waitForURL(/\/promotions\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Failed on ${short}`, {
    timeout: 60_000,
  });
  await expect(page.getByText("release phase failed")).toBeVisible();
  await expect(page.getByText("a table is missing")).toBeVisible();
  await expect(page.getByText(/web 1\/1 up on v\d+/)).toHaveCount(1);

  await setConfig(page, bad, { FAIL: "" });
  await expect.poll(async () => (await releasesOf(page, bad))[0]?.status).toBe("succeeded");
  const goodBefore = await releasesOf(page, good);
  // A review that was read while the release was pending is served for 2.5 s.
  await runsInReview(page, bad, (await currentOf(page, bad))?.id);
  await page.reload();
  await page.getByRole("button", { name: new RegExp(`^Retry .*${short}`) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(bad, { timeout: 60_000 });
  expect(await releasesOf(page, good)).toEqual(goodBefore);

  await page.goBack();
  await page.getByRole("button", { name: /^Put back v/ }).click();
  await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
  for (const box of await page.getByRole("dialog").getByRole("checkbox").all()) await box.check();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Put back v/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Back on", { timeout: 60_000 });
  expect((await currentOf(page, good))?.description).toMatch(/^Rollback to v2/);
});

test("a change since the review is shown, and nothing is sent", async ({ page }) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 1);
  const [target = ""] = targets;
  await page.goto(`/pipelines/${pipeline}`);
  const button = page.getByRole("button", { name: promote });
  await expect(button).toBeEnabled();

  // Another tab acts first; this page has not received the change.
  await page.route("**/api/pipelines/**", (route) => route.abort());
  await setConfig(page, target, { PRICE_CACHE: "on" });
  await runsOther(page, target, (await releasesOf(page, target))[1]?.id);
  await button.click();
  await expect(page.getByRole("button", { name: "Review again…" })).toBeVisible();
  await expect(page.getByText(/moved/).first()).toBeVisible();
  expect((await releasesOf(page, target))[0]?.version).toBe(3);

  await page.unroute("**/api/pipelines/**");
  await press(page.getByRole("button", { name: "Review again…" }), () =>
    expect(button).toBeVisible({ timeout: 1_000 }),
  );
  await press(button, () => page.waitForURL(/\/promotions\//, { timeout: 5_000 }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v3 runs on ${target}`);
  expect((await releasesOf(page, target))[0]?.version).toBe(4);
});

test("a promotion page resumes after a reload", async ({ page }) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 2, true);
  for (const target of targets) {
    await setConfig(page, target, { WAIT_MS: "4000" });
    await expect.poll(async () => (await releasesOf(page, target))[0]?.status).toBe("succeeded");
  }
  await page.goto(`/pipelines/${pipeline}`);
  await page.getByRole("button", { name: /→ 2 apps$/ }).click();
  await page.waitForURL(/\/promotions\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Promoting");
  await expect(page.getByText("Checking the tables").first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Promoting");
  await expect(page.getByText("Checking the tables").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/runs on .+ and /, { timeout: 60_000 });
  // Each output is rendered once, also when its pane changes from live to ended.
  await expect(page.getByText("Checking the tables")).toHaveCount(2);
});

test("overriding a lock requires a reason", async ({ page }) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 1);
  const [target = ""] = targets;
  await page.goto(`/apps/${target}`);
  await page.getByRole("button", { name: /More/ }).click();
  await page.getByRole("menuitem", { name: /Lock/ }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Sale until Monday");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Lock / })
    .click();
  await expect(page.getByText("Sale until Monday").first()).toBeVisible();

  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByRole("button", { name: "Choose a target" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(page.getByRole("checkbox", { name: target })).not.toBeChecked();
  await page.getByRole("button", { name: `Override the lock on ${target}…` }).press("Enter");
  await expect(page.getByRole("checkbox", { name: target })).toBeFocused();
  // Sentences refer to a target by the end of its name.
  await expect(page.getByText(`overrides Ada's lock on ${target.replace("app-", "")}`)).toBeVisible();
  const promote = page.getByRole("button", { name: `Override and promote v3 → ${target}` });
  await expect(promote).toHaveAttribute("aria-disabled", "true");
  await page.getByText("Fixes an outage").click();
  await press(promote, () => page.waitForURL(/\/promotions\//, { timeout: 5_000 }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v3 runs on ${target}`);
  await expect(page.getByText("Fixes an outage").first()).toBeVisible();
});

test("an app that the account cannot see is shown as hidden, not as an error", async ({ page }) => {
  await signIn(page, { as: "Ben" });
  await page.goto("/pipelines/example-app");
  await expect(page.getByText("hidden app: your account cannot see it").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("example-app");
  await expect(page.getByText(/could not be read/)).toHaveCount(0);
});

test("a promotion with the keyboard alone", async ({ page }) => {
  await signIn(page);
  const { pipeline, staging, targets } = await pipelineWith(page, 2);
  const [, second = ""] = targets;
  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByRole("button", { name: /→ 2 apps$/ })).toBeVisible();
  await page.getByRole("button", { name: `Promote ${staging} to…` }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: `${second}…` }).focus();
  await page.keyboard.press("Enter");
  const button = page.getByRole("button", { name: `Promote v3 cb6999d → ${second}` });
  await expect(button).toBeVisible();
  await button.focus();
  // A button whose label has just changed ignores presses for 600 ms.
  await expect(async () => {
    await page.keyboard.press("Enter");
    expect(page.url()).toContain("/promotions/");
  }).toPass();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v3 runs on ${second}`);
});

test("dragging a card onto an app opens the lane with that target", async ({ page }) => {
  await signIn(page);
  const { pipeline, staging, targets } = await pipelineWith(page, 2);
  const [first = "", second = ""] = targets;
  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByRole("button", { name: /→ 2 apps$/ })).toBeVisible();
  const from = await page.getByRole("link", { name: staging, exact: true }).first().boundingBox();
  const to = await page.getByRole("link", { name: first, exact: true }).last().boundingBox();
  if (!from || !to) throw new Error("the cards are not on the page");
  await page.mouse.move(from.x + 5, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 60, { steps: 4 });
  await page.mouse.move(to.x + 10, to.y + 10, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByRole("button", { name: `Promote v3 cb6999d → ${first}` })).toBeVisible();
  expect(await currentOf(page, second)).toBeTruthy();
});

test("a failed newest release is not promoted", async ({ page }) => {
  await signIn(page);
  const { pipeline, staging } = await pipelineWith(page, 1, true);
  await setConfig(page, staging, { FAIL: "yes" });
  await expect.poll(async () => (await releasesOf(page, staging))[0]?.status).toBe("failed");
  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByText(/v4 failed its release phase; this promotes v3, which runs/)).toBeVisible();
  await expect(page.getByRole("button", { name: promote })).toBeEnabled();
});
